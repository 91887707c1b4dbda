using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Data;

namespace Placard.Api.Features.Applets;

internal static class TestAppletByVersionAndTestIdentifier
{
    /// <summary>One test of a version.</summary>
    public static async Task<Ok<AppletTestResponse>> HandleAsync(
        string appletUid, string appletVersion, string testIdentifier, PlacardDbContext db, CancellationToken cancellation)
    {
        var test = await AppletTests.FindAsync(db.AppletTests.AsNoTracking(), appletUid, appletVersion, testIdentifier, cancellation);
        return TypedResults.Ok(new AppletTestResponse(test.AppletUid, test.Version, test.Identifier, test.Binary));
    }
}
