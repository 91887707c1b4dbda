using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

/// <summary>A device announces a picture that it uploaded before: it joins the list, and the oldest request for one is done.</summary>
public sealed partial class SaveTakenScreenshotAction(
    Database database, CommandDelivery delivery, DeviceActionCatalogue catalogue, SaveTakenScreenshotAction.Context context, ILogger<SaveTakenScreenshotAction> logger)
    : IChannelAction
{
    /// <summary>Time, identifiers and limits.</summary>
    public sealed record Context(TimeProvider Time, Uids Uids, IOptions<GatewayOptions> Options);

    public string Type => ChannelActions.SaveTakenScreenshot;

    public async Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation)
    {
        var device = connection.Device!;
        if (payload.Text("screenshotUri", most: 4096) is not { } uri || !device.IsPaired)
        {
            return;
        }

        // Only the last part counts: the file that this device uploaded. The server never follows an address that a device names.
        var uploadUid = uri[(uri.LastIndexOf('/') + 1)..];
        var averageHash = payload.Member("imageHashes")?.Text("aHash", most: 64);
        var now = context.Time.Now();
        var stored = await database.WriteAsync(
            async (db, token) =>
            {
                var oldest = now - context.Options.Value.UploadLifetime;
                var upload = await db.DeviceUploads.FirstOrDefaultAsync(
                    upload => upload.Uid == uploadUid && upload.DeviceUid == device.DeviceUid && upload.CreatedAt >= oldest, token);
                if (upload is null)
                {
                    return false;
                }

                db.DeviceUploads.Remove(upload);
                db.Screenshots.Add(new()
                {
                    Uid = context.Uids.Ordered(),
                    DeviceUid = device.DeviceUid,
                    OrganizationUid = device.OrganizationUid,
                    TakenAt = Ingest.ReportedFrames.OccurredAt(payload, now),
                    BlobHash = upload.BlobHash,
                    ContentType = upload.ContentType,
                    AverageHash = averageHash,
                });
                await delivery.CloseOldestAsync(db, device.DeviceUid, catalogue.Kind<TakeScreenshot>(), now, token);
                return true;
            },
            cancellation);
        if (!stored)
        {
            Log.NotUploaded(logger, device.DeviceUid);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Device {DeviceUid} announced a screenshot that it had not uploaded.")]
        public static partial void NotUploaded(ILogger logger, string deviceUid);
    }
}
