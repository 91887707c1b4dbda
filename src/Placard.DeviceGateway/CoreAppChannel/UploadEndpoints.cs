using System.Text;
using System.Text.Json;
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
        var device = await database.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.UploadToken == token)
            .Select(device => new DeviceIdentity(device.Uid, device.Duid, device.OrganizationUid ?? "")).FirstOrDefaultAsync(cancellation));
        if (device is null)
        {
            return Refuse(StatusCodes.Status404NotFound, "Resource not found");
        }

        if (!_limit.TryCount(device.DeviceUid))
        {
            return Refuse(StatusCodes.Status429TooManyRequests, "Too many uploads");
        }

        var offlineType = DeviceEvents.OfflineTypes.FirstOrDefault(type => prefix == $"{OfflinePrefix}{type}/{device.Duid}/");
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
                : await OfflineAsync(device, offlineType, file.Body, cancellation);
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

    // One JSON object in each line. A line that is none was cut off by the device's death and says nothing.
    private async Task<IResult> OfflineAsync(DeviceIdentity device, string type, Stream content, CancellationToken cancellation)
    {
        var now = context.Time.Now();
        var events = new List<(string Content, DateTime At)>();
        var most = context.Options.Value.MaxOfflineFileBytes;
        using var reader = new StreamReader(content, Encoding.UTF8);
        var read = 0L;
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if ((read += line.Length + 1) > most)
            {
                throw new BlobTooLargeException(most);
            }

            try
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.ValueKind == JsonValueKind.Object)
                {
                    events.Add((DeviceEvents.Content(type, json.RootElement), ReportedFrames.OccurredAt(json.RootElement, now)));
                }
            }
            catch (JsonException)
            {
            }
        }

        if (events.Count > 0)
        {
            await ingest.StoreAsync(
                new()
                {
                    Device = device,
                    Write = target => events.ForEach(item => target.AddEvent(type, item.Content, item.At)),
                },
                cancellation);
        }

        // The device deletes its copy only if it finds the type in the answer.
        return Uploaded($"{OfflinePrefix}{type}/{device.Duid}/{context.Uids.Ordered()}");
    }

    private IResult Uploaded(string path) =>
        Results.Json(new UploadedFile($"{addresses.ContentBase}/{path}"), DeviceProtocolJson.Default.UploadedFile);
}
