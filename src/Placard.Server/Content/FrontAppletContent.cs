using System.Net.Mime;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>The library of single-page applets, as an administrator imported it.</summary>
internal sealed class FrontAppletContent(Database database, IBlobStore blobs)
{
    // A version can be removed and imported anew; the tag makes asking cheap.
    private const string AskEachTime = "public, no-cache";
    private const string Script = MediaTypeNames.Text.JavaScript + "; charset=utf-8";

    public async Task GetAsync(HttpContext context)
    {
        var version = (string)context.Request.RouteValues["version"]!;
        var hash = await database.ReadAsync(db => db.FrontAppletLibraries
            .Where(library => library.Version == version)
            .Select(library => library.BlobHash)
            .SingleOrDefaultAsync(context.RequestAborted));
        if (hash is null || await blobs.OpenAsync(hash, context.RequestAborted) is not { } content)
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = AskEachTime;
        context.Response.Headers.ContentDisposition = "attachment";
        await StoredFileAnswer.SendAsync(context, content, hash, Script);
    }
}
