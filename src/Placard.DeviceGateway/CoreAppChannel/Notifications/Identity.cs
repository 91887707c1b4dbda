using System.Text.Json;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceProtocol;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.CoreAppChannel.Notifications;

public sealed class UpdateDeviceInfo(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.UpdateDeviceInfo;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        device.ApplicationType = payload.Text("applicationType", most: 32) ?? device.ApplicationType;
        device.Model = payload.Text("model") ?? device.Model;
        device.SerialNumber = payload.Text("serialNumber") ?? device.SerialNumber;
        device.Brand = payload.Text("brand") ?? device.Brand;
        device.OsVersion = payload.Text("osVersion") ?? device.OsVersion;
    }
}

public sealed class ApplicationVersion(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifyDeviceApplicationVersion;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Text("applicationVersion") is { } version)
        {
            device.ApplicationVersion = version;
            target.Show("APPLICATION_VERSION", JsonSerializer.Serialize(new { version }), at);
        }
    }
}

public sealed class FrontDisplayVersion(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifyDeviceFrontDisplayVersion;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Text("version") is { } version)
        {
            device.FrontDisplayVersion = version;
            target.AddTelemetry(
                "FRONT_DISPLAY_VERSION",
                JsonSerializer.Serialize(new { version, versionNumber = VersionNumber(version) }),
                at);
        }
    }

    // Comparable as a number, three digits for each part.
    private static long? VersionNumber(string version)
    {
        var parts = version.Split('-', 2)[0].Split('.');
        return parts.Length == 3 && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit))
            ? parts.Aggregate(0L, (number, part) => (number * 1000) + long.Parse(part, System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }
}

public sealed class FirmwareVersion(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifyDeviceVersion;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Text("version") is { } version)
        {
            device.FirmwareVersion = version;
            target.Show("FIRMWARE_VERSION", JsonSerializer.Serialize(new { version }), at);
        }
    }
}

public sealed class FirmwareType(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.NotifyDeviceFirmwareType;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target) =>
        device.FirmwareType = payload.Text("firmwareType") ?? device.FirmwareType;
}

public sealed class ControlPin(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.SetupControlPin;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target) =>
        device.PinCode = payload.Text("pin", most: 32) ?? device.PinCode;
}

public sealed class RemoteControlState(ReportedFrames reports) : DeviceNotification(reports)
{
    public override string Type => ChannelActions.RemoteControlSet;

    protected override void Apply(Device device, JsonElement payload, DateTime at, ReportTarget target)
    {
        if (payload.Member("enabled") is { ValueKind: JsonValueKind.True or JsonValueKind.False } enabled)
        {
            target.AddTelemetry("REMOTE_CONTROL", JsonSerializer.Serialize(new { enabled = enabled.GetBoolean() }), at);
        }
    }
}
