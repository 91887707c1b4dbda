using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>A new version.</summary>
/// <param name="Version" example="&quot;1.0.12&quot;">Semantic version, at most 100 characters.</param>
/// <param name="EntryFile" example="&quot;index.html&quot;">Path of the file that is shown first; it need not be there yet.</param>
/// <param name="Binary" example="null">In its place, deprecated: a single page of HTML.</param>
/// <param name="FrontAppletVersion" example="null">Version of the library that the single page wants.</param>
public sealed record CreateAppletVersionRequest([property: JsonRequired] string Version, string? EntryFile, string? Binary, string? FrontAppletVersion);

internal static class CreateAppletVersion
{
    /// <summary>
    /// Makes a version of an applet. A single page may also be the body itself, as text/html, with version and frontAppletVersion in the query;
    /// it is built at once.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string appletUid,
        BodyOrHtml<CreateAppletVersionRequest> body,
        QueryText version,
        QueryText frontAppletVersion,
        PlacardDbContext db,
        AppletVersions versions,
        CancellationToken cancellation)
    {
        var applet = await AppletReads.AppletAsync(db, appletUid, cancellation);
        var number = Number(body, version.Value);
        var fields = body.Fields is { } sent
            ? AppletVersionFields.OfFields(sent.EntryFile, sent.Binary, sent.FrontAppletVersion)
            : AppletVersionFields.OfPage(body.Html!, frontAppletVersion.Value);
        if (await db.AppletVersions.AnyAsync(other => other.AppletUid == appletUid && other.Version == number, cancellation))
        {
            throw AppletVersions.Exists(number);
        }

        await versions.CreateAsync(db, applet, number, fields, cancellation);
        return new();
    }

    private static string Number(BodyOrHtml<CreateAppletVersionRequest> body, string? query)
    {
        if (body.Fields is { } fields)
        {
            return SemanticVersion.IsValid(fields.Version) ? fields.Version : throw ApiErrors.InvalidBody("version", SemanticVersion.Reason);
        }

        return AppletVersionFields.Given(query) is not { } version ? throw ApiErrors.InvalidQuery("version", "is required")
            : SemanticVersion.IsValid(version) ? version
            : throw ApiErrors.InvalidQuery("version", SemanticVersion.Reason);
    }
}
