using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>A file that somebody is going to upload.</summary>
internal sealed record AnnouncedFile(string Path, string Md5, string ContentType, bool Build);

/// <summary>Gives the right to upload files of versions, and deletes files.</summary>
internal sealed class AppletFiles(UploadReservations uploads, ContentQuota quota, AppletVersions versions, AppletBuilds builds, AppletFiles.Context context)
{
    private const int MostTypeLength = 255;

    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Addresses and limits.</summary>
    public sealed record Context(PublicAddresses Addresses, IOptions<ContentOptions> Options);

    /// <summary>The file that a path of the API names. Routing leaves encoded slashes as they are.</summary>
    public static string Decoded(string routed) => routed.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same, if it can be the name of a file at all.</summary>
    public static string PathOf(string routed) =>
        ContentPath.Read(Decoded(routed), out var path) is { } reason ? throw ApiErrors.InvalidPath("appletFileName", reason) : path;

    /// <summary>Checks what a caller says of a file.</summary>
    /// <param name="field">What the caller calls the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="hash">Hex or base64.</param>
    /// <param name="type">MIME type, if there is one.</param>
    /// <param name="build">Whether to build afterwards; true if nothing is said.</param>
    public static AnnouncedFile Read(string field, string path, string hash, string? type, bool? build)
    {
        var errors = new ValueErrors();
        if (ContentPath.Read(path, out var checkedPath) is { } reason)
        {
            errors.Add(field, reason);
        }

        var md5 = Md5Text.Normalize(hash);
        if (md5 is null)
        {
            errors.Add("hash", Md5Text.Reason);
        }

        if (!string.IsNullOrEmpty(type) && !IsType(type))
        {
            errors.Add("type", $"must be a MIME type of at most {MostTypeLength} characters");
        }

        return errors.IsEmpty
            ? new(checkedPath, md5!, string.IsNullOrEmpty(type) ? TypeOf(checkedPath) : type, build ?? true)
            : throw ApiErrors.InvalidBody(errors.Errors);
    }

    public async Task<UploadResponse> ReserveAsync(PlacardDbContext db, AppletVersion version, AnnouncedFile file, CancellationToken cancellation)
    {
        AppletReads.MustBeChangeable(version);
        var known = await ReplacedBytesAsync(db, version.AppletUid, version.Version, file.Path, cancellation);
        if (await quota.LeftAsync(db, version.OrganizationUid, cancellation) + (known ?? 0) == 0)
        {
            throw quota.Exceeded();
        }

        var details = new AppletFileDetails(version.AppletUid, version.Version, file.Path, file.Build);
        return await uploads.AddAsync(
            db,
            new(
                version.OrganizationUid,
                AppletFileUpload.TargetName,
                version.AppletUid,
                $"applet/{version.AppletUid}/{version.Version}/{file.Path}",
                JsonSerializer.Serialize(details, AppletFileJson.Default.AppletFileDetails),
                file.Md5,
                file.ContentType),
            Address(version, file.Path),
            cancellation);
    }

    /// <summary>Bytes of the file that another one would replace; null if there is none and one more is permitted.</summary>
    public async Task<long?> ReplacedBytesAsync(PlacardDbContext db, string appletUid, string version, string path, CancellationToken cancellation)
    {
        var files = db.AppletFiles.Where(file => file.AppletUid == appletUid && file.Version == version);
        var known = await files.Where(file => file.Path == path).Select(file => (long?)file.Size).FirstOrDefaultAsync(cancellation);
        var most = context.Options.Value.MostFilesPerVersion;
        return known is not null || await files.CountAsync(cancellation) < most ? known : throw ApiErrors.Conflict($"A version has at most {most} files");
    }

    public async Task DeleteAsync(PlacardDbContext db, string appletUid, string version, string path, bool build, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                var changed = await AppletReads.LockChangeableAsync(db, appletUid, version, token);
                var file = await db.AppletFiles.FirstOrDefaultAsync(file => file.AppletUid == appletUid && file.Version == version && file.Path == path, token)
                    ?? throw ApiErrors.NotFound();
                db.AppletFiles.Remove(file);
                versions.Touch(changed);
                await db.SaveChangesAsync(token);
                await quota.ChangeAsync(db, changed.OrganizationUid, -file.Size, token);
            },
            cancellation);
        if (build)
        {
            await builds.TryBuildAsync(appletUid, version);
        }
    }

    private static bool IsType(string type) =>
        type.Length <= MostTypeLength && type.All(character => character is >= ' ' and <= '~') && MediaTypeHeaderValue.TryParse(type, out _);

    private static string TypeOf(string path) => Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";

    private string Address(AppletVersion version, string path) =>
        $"{context.Addresses.ApiBase}/v1/applet/{version.AppletUid}/version/{Uri.EscapeDataString(version.Version)}/file/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}
