using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>What a test becomes.</summary>
/// <param name="Binary" example="&quot;console.log('OK');&quot;">The script, at most 256 KiB.</param>
public sealed record UpdateAppletTestRequest([property: JsonRequired] string Binary);

internal static class TestAppletByVersionAndIdentifier
{
    /// <summary>Replaces the script of a test.</summary>
    public static async Task<Done> HandleAsync(
        string appletUid,
        string appletVersion,
        string testIdentifier,
        Body<UpdateAppletTestRequest> body,
        PlacardDbContext db,
        AppletTests tests,
        CancellationToken cancellation)
    {
        await tests.UpdateAsync(db, appletUid, appletVersion, testIdentifier, body.Value.Binary, cancellation);
        return new();
    }
}
