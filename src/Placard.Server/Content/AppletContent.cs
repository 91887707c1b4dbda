using System.Net.Mime;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>What devices download of applets. Devices keep it in their own store and run it there; nothing of it may run here.</summary>
internal sealed class AppletContent(ServedBuilds builds, IBlobStore blobs)
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Page = MediaTypeNames.Text.Html + "; charset=utf-8";

    public Task GetPackageAsync(HttpContext context) => GetAsync(context, isPackage: true, MediaTypeNames.Application.Zip);

    public Task GetPageAsync(HttpContext context) => GetAsync(context, isPackage: false, Page);

    /// <summary>Answers unknown applets, versions and builds alike: whoever does not know the postfix learns nothing.</summary>
    private async Task GetAsync(HttpContext context, bool isPackage, string contentType)
    {
        var route = context.Request.RouteValues;
        if (await builds.FindAsync((string)route["uid"]!, (string)route["build"]!, context.RequestAborted) is not { } build
            || build.IsPackage != isPackage
            || await blobs.OpenAsync(build.BlobHash, context.RequestAborted) is not { } content)
        {
            await ContractError.NotFoundAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = ForEver;
        context.Response.Headers.ContentDisposition = "attachment";
        await StoredFileAnswer.SendAsync(context, content, build.BlobHash, contentType);
    }
}
