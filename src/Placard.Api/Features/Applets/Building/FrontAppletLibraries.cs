using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets.Building;

/// <summary>The versions of the library that an administrator imported.</summary>
internal static class FrontAppletLibraries
{
    /// <summary>Refuses a version that is not here, and says what to do about it. With a lock it stays until the caller's transaction ends.</summary>
    public static async Task MustBeHereAsync(PlacardDbContext db, string version, string lockClause, CancellationToken cancellation)
    {
        var sql = "select * from front_applet_library where version = {0}" + lockClause;
        if (await db.FrontAppletLibraries.FromSqlRaw(sql, version).AsNoTracking().ToListAsync(cancellation) is [])
        {
            throw ApiErrors.InvalidBody(
                "frontAppletVersion",
                $"version {version} of @signageos/front-applet is not on this server; its administrator imports the npm package by the command \"library import PATH\"");
        }
    }
}
