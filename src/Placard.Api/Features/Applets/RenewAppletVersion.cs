using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

internal static class RenewAppletVersion
{
    /// <summary>Takes back that a version is deprecated; 409 if it is not.</summary>
    public static async Task<NoContent> HandleAsync(string appletUid, string appletVersion, PlacardDbContext db, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                var version = await AppletReads.LockVersionAsync(db, appletUid, appletVersion, token);
                version.DeprecatedSince = version.DeprecatedSince is not null ? null : throw ApiErrors.Conflict("The version is not deprecated");
            },
            cancellation);
        return TypedResults.NoContent();
    }
}
