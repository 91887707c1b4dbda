using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Applets;

/// <summary>What a version becomes.</summary>
/// <param name="EntryFile" example="&quot;index.html&quot;">Path of the file that is shown first; it must be there.</param>
/// <param name="Binary" example="null">In its place, deprecated: a single page of HTML.</param>
/// <param name="FrontAppletVersion" example="null">Version of the library that the single page wants.</param>
public sealed record UpdateAppletVersionRequest(string? EntryFile, string? Binary, string? FrontAppletVersion);

internal static class UpdateAppletVersion
{
    /// <summary>
    /// Changes a version and builds it, also if nothing changed: the last step of every upload. A single page may also be the body itself, as text/html.
    /// 409 once it is published or deprecated.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string appletUid,
        string appletVersion,
        BodyOrHtml<UpdateAppletVersionRequest> body,
        QueryText frontAppletVersion,
        PlacardDbContext db,
        AppletVersions versions,
        CancellationToken cancellation)
    {
        var version = await AppletReads.VersionAsync(db, appletUid, appletVersion, cancellation);
        AppletReads.MustBeChangeable(version);
        var fields = body.Fields is { } sent
            ? AppletVersionFields.OfFields(sent.EntryFile, sent.Binary, sent.FrontAppletVersion)
            : AppletVersionFields.OfPage(body.Html!, frontAppletVersion.Value);
        await versions.UpdateAsync(db, version, fields, cancellation);
        return new();
    }
}
