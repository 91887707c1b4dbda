using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;

namespace Placard.Api.Features.Applets;

internal static class PublishAppletVersion
{
    /// <summary>Publishes a version that is built as it is; from then on nothing of it changes. 409 if it is not built, or published or deprecated already.</summary>
    public static async Task<NoContent> HandleAsync(
        string appletUid, string appletVersion, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                var version = await AppletReads.LockVersionAsync(db, appletUid, appletVersion, token);
                version.PublishedSince =
                    version.PublishedSince is not null ? throw ApiErrors.Conflict("The version is published already")
                    : version.DeprecatedSince is not null ? throw ApiErrors.Conflict("The version is deprecated; renew it first")
                    : version.BuiltSince is null ? throw ApiErrors.Conflict("The version is not built as it is; update it first, which builds it")
                    : time.Now();
            },
            cancellation);
        return TypedResults.NoContent();
    }
}
