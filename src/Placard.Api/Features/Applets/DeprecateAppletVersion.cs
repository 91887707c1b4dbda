using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;

namespace Placard.Api.Features.Applets;

internal static class DeprecateAppletVersion
{
    /// <summary>Says that a version should not be used any more; devices that show it go on. 409 if that was said already.</summary>
    public static async Task<NoContent> HandleAsync(
        string appletUid, string appletVersion, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                var version = await AppletReads.LockVersionAsync(db, appletUid, appletVersion, token);
                version.DeprecatedSince = version.DeprecatedSince is null ? time.Now() : throw ApiErrors.Conflict("The version is deprecated already");
            },
            cancellation);
        return TypedResults.NoContent();
    }
}
