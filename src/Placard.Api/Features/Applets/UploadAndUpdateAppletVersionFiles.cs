using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>A file that is going to be uploaded under the name in the path.</summary>
/// <param name="Hash" example="&quot;hYljADUvYpAd2Q9JHCWkAA==&quot;">MD5 of the content, as 32 hex or base64.</param>
/// <param name="Type" example="&quot;image/png&quot;">Its MIME type; without one it is told by the name.</param>
public sealed record UploadAndUpdateAppletVersionFilesRequest([property: JsonRequired] string Hash, string? Type);

internal static class UploadAndUpdateAppletVersionFiles
{
    /// <summary>The same as the upload of a new file, whether the file is there or not.</summary>
    public static async Task<Ok<UploadResponse>> HandleAsync(
        string appletUid,
        string appletVersion,
        string appletFileName,
        Body<UploadAndUpdateAppletVersionFilesRequest> body,
        QueryFlag build,
        PlacardDbContext db,
        AppletFiles files,
        CancellationToken cancellation)
    {
        var version = await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        var file = AppletFiles.Read("appletFileName", AppletFiles.Decoded(appletFileName), body.Value.Hash, body.Value.Type, build.Value);
        return TypedResults.Ok(await files.ReserveAsync(db, version, file, cancellation));
    }
}
