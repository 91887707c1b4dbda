using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

internal static class DeleteAppletVersionFile
{
    /// <summary>Deletes a file of a version, which is built then, unless <c>build</c> is false. 409 once the version is published or deprecated.</summary>
    public static async Task<Done> HandleAsync(
        string appletUid,
        string appletVersion,
        string appletFileName,
        QueryFlag build,
        PlacardDbContext db,
        AppletFiles files,
        CancellationToken cancellation)
    {
        await files.DeleteAsync(db, appletUid, appletVersion, AppletFiles.PathOf(appletFileName), build.Value ?? true, cancellation);
        return new();
    }
}
