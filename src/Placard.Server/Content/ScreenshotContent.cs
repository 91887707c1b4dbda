using System.Net.Mime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Placard.Data;
using Placard.Domain.Devices;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>The pictures behind the addresses that screenshot lists show.</summary>
internal sealed class ScreenshotContent(Database database, IBlobStore blobs, SignedUrls signedUrls)
{
    private const string PrivateForAWhile = "private, max-age=3600, immutable";

    /// <summary>Answers an unknown picture, an expired address and a wrong signature alike: none says whether the picture exists.</summary>
    public async Task GetAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!signedUrls.Verify(context.Request.Path.Value!, query["expires"], query["signature"]))
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        var uid = (string)context.Request.RouteValues["uid"]!;
        var hash = await database.ReadAsync(db => db.AcrossOrganizations<Screenshot>()
            .Where(screenshot => screenshot.Uid == uid)
            .Select(screenshot => screenshot.BlobHash)
            .SingleOrDefaultAsync(context.RequestAborted));
        if (hash is null || await blobs.OpenAsync(hash, context.RequestAborted) is not { } picture)
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        var type = await ImageKind.SniffAsync(picture, context.RequestAborted);
        context.Response.Headers.CacheControl = PrivateForAWhile;
        context.Response.Headers.ContentDisposition = type is null ? "attachment" : "inline";
        await Results.Stream(picture, type ?? MediaTypeNames.Application.Octet, entityTag: new EntityTagHeaderValue($"\"{hash}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }
}
