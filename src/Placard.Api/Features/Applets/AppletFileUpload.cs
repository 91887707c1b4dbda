using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Content;
using Placard.Data;
using Placard.Domain.Content;
using Placard.Storage;

namespace Placard.Api.Features.Applets;

/// <summary>Uploaded files of versions. Of two of one path the later one stands, whole.</summary>
internal sealed class AppletFileUpload(AppletFiles files, AppletVersions versions, AppletBuilds builds) : IUploadTarget
{
    public const string TargetName = "applet-file";

    public string Name => TargetName;

    public async Task<long> CheckAsync(PlacardDbContext db, ContentUpload upload, CancellationToken cancellation)
    {
        var details = Details(upload);
        AppletReads.MustBeChangeable(await AppletReads.VersionAsync(db, details.AppletUid, details.Version, cancellation));
        return await files.ReplacedBytesAsync(db, details.AppletUid, details.Version, details.Path, cancellation) ?? 0;
    }

    public async Task<long> AcceptAsync(PlacardDbContext db, ContentUpload upload, StoredBlob blob, CancellationToken cancellation)
    {
        var (appletUid, number, path, _) = Details(upload);
        var version = await AppletReads.LockChangeableAsync(db, appletUid, number, cancellation);
        var replaced = await files.ReplacedBytesAsync(db, appletUid, number, path, cancellation) ?? 0;
        var now = await versions.TouchSilentlyAsync(db, version, cancellation);
        var file = await db.AppletFiles.FirstOrDefaultAsync(file => file.AppletUid == appletUid && file.Version == number && file.Path == path, cancellation);
        if (file is null)
        {
            db.AppletFiles.Add(new()
            {
                AppletUid = appletUid,
                Version = number,
                Path = path,
                OrganizationUid = version.OrganizationUid,
                BlobHash = blob.Hash,
                Md5 = upload.Md5,
                ContentType = upload.ContentType,
                Size = blob.Size,
                UpdatedAt = now,
            });
        }
        else
        {
            (file.BlobHash, file.Md5, file.ContentType, file.Size, file.UpdatedAt) = (blob.Hash, upload.Md5, upload.ContentType, blob.Size, now);
        }

        return blob.Size - replaced;
    }

    public Task AcceptedAsync(ContentUpload upload, CancellationToken cancellation)
    {
        var details = Details(upload);
        return details.Build ? builds.TryBuildAsync(details.AppletUid, details.Version) : Task.CompletedTask;
    }

    private static AppletFileDetails Details(ContentUpload upload) => JsonSerializer.Deserialize(upload.Details, AppletFileJson.Default.AppletFileDetails)!;
}

/// <summary>What an upload of a file is for.</summary>
internal sealed record AppletFileDetails(string AppletUid, string Version, string Path, bool Build);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AppletFileDetails))]
internal sealed partial class AppletFileJson : JsonSerializerContext;
