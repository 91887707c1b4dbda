using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Storage;

namespace Placard.Api.Features.Applets;

internal static class GetAppletVersionFile
{
    /// <summary>The bytes of a file, whole or by range. Its MD5 is in the header <c>x-amz-meta-content_md5</c>, as base64.</summary>
    public static async Task<StoredFile> HandleAsync(
        string appletUid, string appletVersion, string appletFileName, PlacardDbContext db, IBlobStore blobs, CancellationToken cancellation)
    {
        var path = AppletFiles.PathOf(appletFileName);
        var file = await db.AppletFiles.AsNoTracking()
            .FirstOrDefaultAsync(file => file.AppletUid == appletUid && file.Version == appletVersion && file.Path == path, cancellation);
        return file is not null && await blobs.OpenAsync(file.BlobHash, cancellation) is { } content
            ? new(content, file.ContentType, file.BlobHash, file.Md5)
            : throw ApiErrors.NotFound();
    }
}
