using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>What a device reads over plain HTTP before and beside its connections: configuration, ping, time, backup restart.</summary>
public sealed class ConfigurationEndpoints(
    Database database, CommandDelivery delivery, PublicAddresses addresses, ConfigurationEndpoints.Context context)
{
    /// <summary>Time, limits and the catalogues.</summary>
    public sealed record Context(TimeProvider Time, IOptions<GatewayOptions> Options, DeviceActionCatalogue Catalogue, TelemetryCatalogue Telemetry);

    // What official devices do when they are told nothing. A map that names one flag names all, in case a device takes the map as it is.
    private static readonly IReadOnlyDictionary<string, bool> DefaultFlags = new Dictionary<string, bool>
    {
        ["screenshotCapture"] = true,
        ["systemLogs"] = true,
        ["customScripts"] = true,
        ["runners"] = true,
        ["plugins"] = true,
        ["screenshotAnalysis"] = true,
        ["cpuUsage"] = false,
        ["memoryUsage"] = false,
    };

    public async Task<IResult> ConfigurationAsync(string duid, CancellationToken cancellation)
    {
        var found = await database.ReadAsync(db => db.AcrossOrganizations<Device>()
            .Where(device => device.Duid == duid)
            .Select(device => new
            {
                Device = device,
                Carried = db.DeviceActions.IgnoreQueryFilters()
                    .Where(action => action.DeviceUid == device.Uid && action.Delivery == DeliveryClass.Configuration && action.SucceededAt == null && action.FailedAt == null)
                    .Select(action => action.Uid)
                    .ToList(),
            })
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellation));
        if (found is null)
        {
            return Default();
        }

        // Read in one snapshot with the row below, so what is closed is what the document really carries.
        if (found.Carried.Count > 0)
        {
            await delivery.CloseCarriedAsync(found.Device.Uid, found.Carried, cancellation);
        }

        return Json(Document(found.Device));
    }

    public IResult Default() => Json(Document(null));

    public static IResult Ping() => Results.Text("pong");

    public IResult Time() => Results.Json(new { timestamp = context.Time.GetUtcNow().ToUnixTimeMilliseconds() });

    /// <summary>Whether the device shall reboot although its application hangs; it asks every 200 s.</summary>
    public async Task<IResult> BackupRestartAsync(string duid, CancellationToken cancellation) =>
        await WaitingRestartAsync(duid, cancellation) is { } waiting
            ? Results.Json(new { confirmationUrl = $"{addresses.ApiBase}/power-action/BACKUP_RESTART/{duid}?uid={waiting.Uid}" })
            : Results.NotFound(new { });

    public async Task<IResult> ConfirmBackupRestartAsync(string duid, CancellationToken cancellation)
    {
        if (await WaitingRestartAsync(duid, cancellation) is not { } waiting)
        {
            return Results.NotFound(new { });
        }

        var kind = context.Catalogue.Kind<PerformPowerAction>();
        await delivery.CloseAsync(new(waiting.DeviceUid, PerformPowerAction.BackupConnection, 0), kind, waiting.Uid, null, cancellation);
        return Results.Json(new { message = "OK" });
    }

    private static IResult Json(DeviceConfiguration document) => Results.Json(document, DeviceProtocolJson.Default.DeviceConfiguration);

    private Task<WaitingRestart?> WaitingRestartAsync(string duid, CancellationToken cancellation) => database.ReadAsync(db => (
        from action in db.AcrossOrganizations<DeviceAction>()
        join device in db.AcrossOrganizations<Device>() on action.DeviceUid equals device.Uid
        where device.Duid == duid && action.Connection == PerformPowerAction.BackupConnection && action.SucceededAt == null && action.FailedAt == null
        orderby action.Uid
        select new WaitingRestart(action.Uid, action.DeviceUid)).FirstOrDefaultAsync(cancellation));

    private DeviceConfiguration Document(Device? device) => new()
    {
        UpdatedAt = (device?.ConfigurationUpdatedAt ?? Device.NeverReconfigured).ToContract(),
        PlatformUri = device?.PlatformUri ?? $"{addresses.ApiBase}/core-app",
        SocketDriver = device?.ConnectionMethod == "http" ? "http" : "ws",
        StaticBaseUrl = device?.StaticBaseUrl ?? addresses.ContentBase,
        UploadBaseUrl = device?.UploadBaseUrl ?? $"{addresses.ApiBase}/device-upload/{device?.UploadToken ?? "none"}",
        WeinreUri = device?.WeinreUri,
        ExtendedManagementUrl = device?.ExtendedManagementUrl,
        SubscriptionType = "platform",
        CheckInterval = (int)context.Options.Value.ConfigurationInterval.TotalMilliseconds,
        TelemetryIntervals = device?.TelemetryIntervals is { } set ? context.Telemetry.Intervals(TelemetryIntervals.Set(set)) : null,
        FeatureFlags = device?.ScreenCapture is { } allowed ? new Dictionary<string, bool>(DefaultFlags) { ["screenshotCapture"] = allowed } : null,
    };

    private sealed record WaitingRestart(string Uid, string DeviceUid);
}
