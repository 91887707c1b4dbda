using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>A file of a version.</summary>
/// <param name="Name" example="&quot;logo.png&quot;">The last part of its path.</param>
/// <param name="Path" example="&quot;assets/logo.png&quot;">Below the root of the applet.</param>
/// <param name="Type" example="&quot;image/png&quot;">Its MIME type.</param>
/// <param name="Hash" example="&quot;hYljADUvYpAd2Q9JHCWkAA==&quot;">MD5 of the content, base64.</param>
/// <param name="Size" example="18211">Bytes.</param>
public sealed record AppletFileResponse(string Name, string Path, string Type, string Hash, long Size);

internal static class GetAppletVersionFiles
{
    /// <summary>Files of a version in the order of their paths. A file is there once its upload is complete.</summary>
    public static async Task<PageOf<AppletFileResponse>> HandleAsync(
        string appletUid, string appletVersion, NamePage page, PlacardDbContext db, CancellationToken cancellation)
    {
        await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        var files = await page.ReadAsync(
            db.AppletFiles.AsNoTracking()
                .Where(file => file.AppletUid == appletUid && file.Version == appletVersion)
                .Select(file => new NamedRow<AppletFileResponse>
                {
                    Name = file.Path,
                    Item = new("", file.Path, file.ContentType, file.Md5, file.Size),
                }),
            cancellation);
        return files.Select(file => file with { Name = file.Path[(file.Path.LastIndexOf('/') + 1)..] });
    }
}
