using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>A version of an applet: files of which one is shown first, or, deprecated, a single page.</summary>
/// <param name="AppletUid">The applet.</param>
/// <param name="Version" example="&quot;1.0.12&quot;">Semantic version.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When something of it changed; null: never.</param>
/// <param name="Binary" example="null">The single page; always null in lists.</param>
/// <param name="FrontAppletVersion" example="null">Version of the library that the single page wants.</param>
/// <param name="EntryFile" example="&quot;index.html&quot;">Path of the file that is shown first; null for a single page.</param>
/// <param name="PublishedSince" example="null">From then on nothing of it changes.</param>
/// <param name="DeprecatedSince" example="null">Since when it should not be used any more.</param>
/// <param name="BuiltSince">Since when devices can get it as it is; null: something changed after the last build.</param>
public sealed record AppletVersionResponse(
    string AppletUid,
    string Version,
    DateTime CreatedAt,
    DateTime? UpdatedAt,
    string? Binary,
    string? FrontAppletVersion,
    string? EntryFile,
    DateTime? PublishedSince,
    DateTime? DeprecatedSince,
    DateTime? BuiltSince)
{
    internal static AppletVersionResponse Of(AppletVersion version, string? binary) => new(
        version.AppletUid, version.Version, version.CreatedAt, version.UpdatedAt, binary, version.FrontAppletVersion, version.EntryFile,
        version.PublishedSince, version.DeprecatedSince, version.BuiltSince);
}

internal static class GetAppletVersions
{
    /// <summary>Versions of an applet, newest first.</summary>
    public static async Task<PageOf<AppletVersionResponse>> HandleAsync(
        string appletUid, QueryText frontAppletVersion, Page page, PlacardDbContext db, CancellationToken cancellation)
    {
        await AppletReads.AppletAsync(db, appletUid, cancellation);
        var versions = db.AppletVersions.AsNoTracking().Where(version => version.AppletUid == appletUid);
        if (AppletVersionFields.Given(frontAppletVersion.Value) is { } library)
        {
            versions = versions.Where(version => version.FrontAppletVersion == library);
        }

        return await page.ReadAsync(
            versions.Select(version => new Row<AppletVersionResponse>
            {
                At = version.CreatedAt,
                Uid = version.Version,
                Item = new(
                    version.AppletUid, version.Version, version.CreatedAt, version.UpdatedAt, null, version.FrontAppletVersion, version.EntryFile,
                    version.PublishedSince, version.DeprecatedSince, version.BuiltSince),
            }),
            cancellation);
    }
}
