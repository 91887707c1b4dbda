using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Placard.Data;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>The applications that an administrator imported: what devices run, and the only content that may run scripts.</summary>
internal sealed class CoreAppContent(Database database, IBlobStore blobs)
{
    // A version can be removed and imported anew; the tag makes asking cheap.
    private const string AskEachTime = "public, no-cache";

    public async Task GetAsync(HttpContext context)
    {
        var route = context.Request.RouteValues;
        var (type, version, path) = ((string)route["applicationType"]!, (string)route["version"]!, (string?)route["path"] ?? "");
        var file = await database.ReadAsync(db => db.CoreAppFiles.AsNoTracking()
            .Where(file => file.ApplicationType == type && file.Version == version && file.Path == path)
            .Select(file => new { file.BlobHash, file.ContentType })
            .SingleOrDefaultAsync(context.RequestAborted));
        if (file is null || await blobs.OpenAsync(file.BlobHash, context.RequestAborted) is not { } content)
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        var headers = context.Response.Headers;
        headers.Remove(HeaderNames.ContentSecurityPolicy);
        headers.CacheControl = AskEachTime;
        await Results.Stream(content, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.BlobHash}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }
}
