using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>A test of a version.</summary>
/// <param name="AppletUid">The applet.</param>
/// <param name="AppletVersion" example="&quot;1.0.12&quot;">The version.</param>
/// <param name="Identifier" example="&quot;tests/sample.spec.js&quot;">Chosen by whoever added it.</param>
/// <param name="Binary" example="&quot;console.log('OK');&quot;">The script.</param>
public sealed record AppletTestResponse(string AppletUid, string AppletVersion, string Identifier, string Binary);

internal static class TestAppletByVersionOfAppletTests
{
    /// <summary>Tests of a version with their scripts, newest first.</summary>
    public static async Task<PageOf<AppletTestResponse>> HandleAsync(
        string appletUid, string appletVersion, Page page, PlacardDbContext db, CancellationToken cancellation)
    {
        await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        return await page.ReadAsync(
            db.AppletTests.AsNoTracking()
                .Where(test => test.AppletUid == appletUid && test.Version == appletVersion)
                .Select(test => new Row<AppletTestResponse>
                {
                    At = test.CreatedAt,
                    Uid = test.Identifier,
                    Item = new(test.AppletUid, test.Version, test.Identifier, test.Binary),
                }),
            cancellation);
    }
}
