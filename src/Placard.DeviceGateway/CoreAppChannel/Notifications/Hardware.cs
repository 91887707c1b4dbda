using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel.Notifications;

public sealed class SupportedResolutions(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifySupportedResolutions;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Member("supportedResolutions") is { ValueKind: JsonValueKind.Array } resolutions && resolutions.GetArrayLength() <= 1000)
        {
            device.SupportedResolutions = resolutions.GetRawText();
        }
    }
}

public sealed class CurrentTime(ReportedFrames reports) : DeviceNotification(reports)
{
    // Beyond this the device's clock is shown as wrong.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public override string Type => ChannelActions.NotifyCurrentTime;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Number("timestamp") is not { } timestamp || timestamp is < -62_135_596_800_000 or > 253_402_300_799_999)
        {
            return;
        }

        var deviceTime = DateTimeOffset.FromUnixTimeMilliseconds((long)timestamp).UtcDateTime;
        device.Timezone = payload.Text("timezone") ?? device.Timezone;
        device.CurrentTime = new JsonObject
        {
            ["time"] = deviceTime.ToContract(),
            ["timezone"] = device.Timezone,
            ["updatedAt"] = at.ToContract(),
            ["incorrectTime"] = (deviceTime - at).Duration() > Tolerance,
        }.ToJsonString();
    }
}

public sealed class NetworkStatus(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NetworkStatusChanged;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Member("data") is not { ValueKind: JsonValueKind.Array } interfaces || interfaces.GetArrayLength() > 100)
        {
            return;
        }

        // The API shows an object by kind of interface; the device reports a list.
        var byKind = new JsonObject();
        var addresses = new List<string>();
        foreach (var item in interfaces.EnumerateArray())
        {
            if ((item.Text("type") ?? item.Text("name")) is not { } kind)
            {
                continue;
            }

            byKind[kind] ??= JsonNode.Parse(item.GetRawText());
            if (item.Text("macAddress") is { Length: > 0 } address)
            {
                addresses.Add(address.ToLowerInvariant());
            }
        }

        device.NetworkInterfaces = byKind.ToJsonString();
        device.MacAddresses = string.Join(' ', addresses.Distinct(StringComparer.Ordinal));
        target.AddTelemetry("NETWORK_INTERFACES", interfaces.GetRawText(), at);
    }
}

public sealed class StorageStatus(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifyStorageStatus;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Member("storageStatus")?.Member("storageUnits") is not { ValueKind: JsonValueKind.Array } units)
        {
            return;
        }

        var (internalCapacity, internalFree) = Sum(units, removable: false);
        var (removableCapacity, removableFree) = Sum(units, removable: true);
        var status = new JsonObject
        {
            ["internal"] = Space(internalCapacity, internalFree),
            ["removable"] = Space(removableCapacity, removableFree),
        };
        target.AddTelemetry("STORAGE", status.ToJsonString(), at);
        status["updatedAt"] = at.ToContract();
        device.StorageStatus = status.ToJsonString();
        device.StorageUsedPercent = internalCapacity > 0 ? 100 * (1 - (internalFree / internalCapacity)) : null;
    }

    private static JsonObject Space(double capacity, double free) => new() { ["capacity"] = (long)capacity, ["freeSpace"] = (long)free };

    private static (double Capacity, double Free) Sum(JsonElement units, bool removable)
    {
        var mine = units.EnumerateArray().Where(unit => unit.Member("removable")?.ValueKind == JsonValueKind.True == removable).ToArray();
        return (
            Math.Clamp(mine.Sum(unit => unit.Number("capacity") ?? 0), 0, 1e18),
            Math.Clamp(mine.Sum(unit => unit.Number("freeSpace") ?? 0), 0, 1e18));
    }
}

public sealed class BatteryStatus(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifyBatteryStatus;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Member("batteryStatus") is not { ValueKind: JsonValueKind.Object } battery)
        {
            return;
        }

        target.AddTelemetry("BATTERY", battery.GetRawText(), at);
        var lastCharged = battery.Number("lastChargingTime") is { } milliseconds and > 0 and < 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).UtcDateTime
            : battery.Instant("lastChargingTime");
        device.BatteryStatus = new JsonObject
        {
            ["chargeType"] = battery.Text("chargeType"),
            ["isCharging"] = battery.Member("isCharging")?.ValueKind == JsonValueKind.True,
            ["lastChargingTime"] = lastCharged?.ToContract(),
            ["percentage"] = battery.Number("percentage"),
            ["updatedAt"] = at.ToContract(),
        }.ToJsonString();
    }
}
