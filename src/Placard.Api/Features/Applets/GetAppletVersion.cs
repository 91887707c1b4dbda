using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Data;
using Placard.Storage;

namespace Placard.Api.Features.Applets;

internal static class GetAppletVersion
{
    /// <summary>One version.</summary>
    public static async Task<Ok<AppletVersionResponse>> HandleAsync(
        string appletUid, string appletVersion, PlacardDbContext db, IBlobStore blobs, CancellationToken cancellation)
    {
        var version = await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        return TypedResults.Ok(AppletVersionResponse.Of(version, await PageAsync(blobs, version.BinaryBlobHash, cancellation)));
    }

    private static async Task<string?> PageAsync(IBlobStore blobs, string? hash, CancellationToken cancellation)
    {
        if (hash is null || await blobs.OpenAsync(hash, cancellation) is not { } content)
        {
            return null;
        }

        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(cancellation);
    }
}
