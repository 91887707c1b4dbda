using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Organizations;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>Pictures of locations. Their addresses can't be guessed, and stay: whoever was given one may look until the picture is removed.</summary>
internal sealed class AttachmentContent(Database database, IBlobStore blobs)
{
    // Removed means gone, so caches ask again.
    private const string PrivateAndAskedFor = "private, no-cache";

    public async Task GetAsync(HttpContext context)
    {
        var uid = (string)context.Request.RouteValues["uid"]!;
        var picture = await database.ReadAsync(db => db.AcrossOrganizations<LocationAttachment>()
            .Where(picture => picture.Uid == uid)
            .Select(picture => new { picture.BlobHash, picture.ContentType })
            .SingleOrDefaultAsync(context.RequestAborted));
        if (picture is null || await blobs.OpenAsync(picture.BlobHash, context.RequestAborted) is not { } file)
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = PrivateAndAskedFor;
        context.Response.Headers.ContentDisposition = "inline";
        await StoredFileAnswer.SendAsync(context, file, picture.BlobHash, picture.ContentType);
    }
}
