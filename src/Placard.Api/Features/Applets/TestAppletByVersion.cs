using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>A new test.</summary>
/// <param name="Identifier" example="&quot;tests/sample.spec.js&quot;">1 to 255 characters, usually a path.</param>
/// <param name="Binary" example="&quot;console.log('OK');&quot;">The script, at most 256 KiB.</param>
public sealed record CreateAppletTestRequest([property: JsonRequired] string Identifier, [property: JsonRequired] string Binary);

internal static class TestAppletByVersion
{
    /// <summary>Adds a test to a version; 409 if it has one of this identifier.</summary>
    public static async Task<Done> HandleAsync(
        string appletUid, string appletVersion, Body<CreateAppletTestRequest> body, PlacardDbContext db, AppletTests tests, CancellationToken cancellation)
    {
        var version = await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        await tests.CreateAsync(db, version, body.Value.Identifier, body.Value.Binary, cancellation);
        return new();
    }
}
