using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>A file that is going to be uploaded.</summary>
/// <param name="Path" example="&quot;assets/logo.png&quot;">
/// Below the root of the applet, with slashes: at most 512 characters, without empty parts, <c>.</c>, <c>..</c> and <c>node_modules</c>. A leading slash says nothing.
/// </param>
/// <param name="Hash" example="&quot;hYljADUvYpAd2Q9JHCWkAA==&quot;">MD5 of the content, as 32 hex or base64.</param>
/// <param name="Type" example="&quot;image/png&quot;">Its MIME type; without one it is told by the name.</param>
/// <param name="Name" example="&quot;logo.png&quot;">Not needed; the path says it.</param>
public sealed record UploadAppletVersionFilesRequest([property: JsonRequired] string Path, [property: JsonRequired] string Hash, string? Type, string? Name);

internal static class UploadAppletVersionFiles
{
    /// <summary>
    /// Asks for the right to upload a file of a version, new or in place of the one of that path. The file is there once its upload is complete; then the
    /// version is built, unless <c>build</c> is false.
    /// </summary>
    public static async Task<Ok<UploadResponse>> HandleAsync(
        string appletUid,
        string appletVersion,
        Body<UploadAppletVersionFilesRequest> body,
        QueryFlag build,
        PlacardDbContext db,
        AppletFiles files,
        CancellationToken cancellation)
    {
        var version = await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        var file = AppletFiles.Read("path", body.Value.Path, body.Value.Hash, body.Value.Type, build.Value);
        return TypedResults.Ok(await files.ReserveAsync(db, version, file, cancellation));
    }
}
