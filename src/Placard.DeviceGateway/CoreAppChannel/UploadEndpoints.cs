using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Placard.Data;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.Storage;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Files from devices: screenshots, and logs that they collected offline. The address holds a token that only the device was told.</summary>
public sealed class UploadEndpoints(Database database, IBlobStore blobs, ReportIngest ingest, PublicAddresses addresses, UploadEndpoints.Context context)
{
    private const string ScreenshotPrefix = "screenshot/";
    private const string OfflinePrefix = "offline-actions/";

    private readonly MinuteLimit _limit = new(context.Options.Value.UploadsPerMinute, context.Time);

    /// <summary>Time, identifiers and limits.</summary>
    public sealed record Context(TimeProvider Time, Uids Uids, IOptions<GatewayOptions> Options);

    public async Task<IResult> UploadAsync(HttpContext http, string token, string? prefix)
    {
        var cancellation = http.RequestAborted;
        var found = await database.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.UploadToken == token)
            .Select(device => new
            {
                Identity = new DeviceIdentity(device.Uid, device.Duid, device.OrganizationUid ?? "", device.ResetPending, device.ForgetPending),
                device.ProvisionedAt,
            })
            .FirstOrDefaultAsync(cancellation));
        if (found is null)
        {
            return Refuse(StatusCodes.Status404NotFound, "Resource not found");
        }

        var device = found.Identity;

        if (!_limit.TryCount(device.DeviceUid))
        {
            return Refuse(StatusCodes.Status429TooManyRequests, "Too many uploads");
        }

        var offlineType = OfflineFile.Types.FirstOrDefault(type => prefix == $"{OfflinePrefix}{type}/{device.Duid}/");
        if (prefix != ScreenshotPrefix && offlineType is null)
        {
            return Refuse(StatusCodes.Status400BadRequest, "The prefix is not known");
        }

        try
        {
            if (await FileAsync(http, cancellation) is not { } file)
            {
                return Refuse(StatusCodes.Status400BadRequest, "The multipart field file is missing");
            }

            return offlineType is null
                ? await ScreenshotAsync(device, file.Body, cancellation)
                : await OfflineAsync(device, found.ProvisionedAt, offlineType, file.Body, cancellation);
        }
        catch (BlobTooLargeException)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge, "The file is too large");
        }
        catch (InvalidDataException)
        {
            return Refuse(StatusCodes.Status400BadRequest, "The body is not multipart/form-data");
        }
    }

    private static async Task<MultipartSection?> FileAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            throw new InvalidDataException();
        }

        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.GetContentDispositionHeader()?.Name.Value?.Trim('"') == "file")
                {
                    return section;
                }
            }
        }
        catch (IOException)
        {
            throw new InvalidDataException();
        }

        return null;
    }

    private static IResult Refuse(int status, string message) => Results.Json(new { status, message }, statusCode: status);

    private async Task<IResult> ScreenshotAsync(DeviceIdentity device, Stream content, CancellationToken cancellation)
    {
        var head = new byte[8];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        if (ImageType(head.AsSpan(0, length)) is not { } type)
        {
            return Refuse(StatusCodes.Status400BadRequest, "The file is neither PNG nor JPEG");
        }

        using var whole = new PrefixedStream(head, content);
        var blob = await blobs.PutAsync(whole, context.Options.Value.MaxScreenshotBytes, cancellation);
        var upload = new DeviceUpload
        {
            Uid = context.Uids.Ordered(),
            DeviceUid = device.DeviceUid,
            BlobHash = blob.Hash,
            ContentType = type,
            Size = blob.Size,
            CreatedAt = context.Time.Now(),
        };
        await database.WriteAsync(
            (db, _) =>
            {
                db.DeviceUploads.Add(upload);
                return Task.CompletedTask;
            },
            cancellation);
        return Uploaded($"{ScreenshotPrefix}{upload.Uid}");
    }

    private static string? ImageType(ReadOnlySpan<byte> head) =>
        head is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] ? "image/png"
        : head is [0xFF, 0xD8, 0xFF, ..] ? "image/jpeg"
        : null;

    private async Task<IResult> OfflineAsync(DeviceIdentity device, DateTime? ownedSince, string type, Stream content, CancellationToken cancellation)
    {
        var file = new OfflineFile(type, device, ownedSince, context.Uids);
        var rows = await file.ReadAsync(content, context.Options.Value.MaxOfflineFileBytes, context.Time.Now(), cancellation);

        // As long as it may still show what another organization gave it, nobody gets what it reports.
        if (rows.Count > 0 && device is { MustReset: false, MustForget: false })
        {
            await ingest.StoreAsync(new() { Device = device, Write = target => rows.ForEach(row => row(target)) }, cancellation);
        }

        // The device deletes its copy only if it finds the type in the answer.
        return Uploaded($"{OfflinePrefix}{type}/{device.Duid}/{context.Uids.Ordered()}");
    }

    private IResult Uploaded(string path) =>
        Results.Json(new UploadedFile($"{addresses.ContentBase}/{path}"), DeviceProtocolJson.Default.UploadedFile);
}
