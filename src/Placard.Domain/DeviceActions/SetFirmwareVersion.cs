using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A version of the firmware.</summary>
/// <param name="Version" example="&quot;T-KTSUABC-1018&quot;">As the vendor of the device writes it, 1 to 255 characters.</param>
public sealed record FirmwareVersionValue([property: JsonRequired] string Version);

/// <summary>The device reports how far it is, restarts, and is done when it names the version as its own.</summary>
public sealed class SetFirmwareVersion : DeviceActionKind<FirmwareVersionValue>
{
    private const string Started = "Device.Version.UpgradeDeviceStarted";

    public override string ActionType => "SET_FIRMWARE_VERSION";

    public override string Summary => "Upgrades the firmware of the device once; expires if the device is not there within 7 days.";

    public override string PolicyItem => "FIRMWARE_VERSION";

    public override string Telemetry => "FIRMWARE_VERSION";

    public override string Capability => "FIRMWARE_UPGRADE";

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan AnswerTimeout => TimeSpan.FromHours(2);

    public override TimeSpan? UnsentLifetime => TimeSpan.FromDays(7);

    public override IReadOnlyList<WireReply> Replies =>
    [
        new(Started, ReplyOutcome.Progress),
        new("Device.Version.UpgradeDeviceProgress", ReplyOutcome.Progress),
        new("Device.Version.UpgradeDeviceFailed", ReplyOutcome.Failed),
    ];

    public override IReadOnlyList<string> ProvingTelemetry => [Telemetry];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) => telemetry.TextOrNull("version") == Value(value).Version;

    public override ActionStep? Advance(JsonElement value, JsonElement? result, WireReply reply, JsonElement payload)
    {
        var progress = reply.Type == Started ? 0 : payload.Number("progress");
        return progress is >= 0 and <= 100
            ? new(JsonSerializer.SerializeToElement(new FirmwareProgress(progress.Value), FirmwareVersionJson.Default.FirmwareProgress))
            : null;
    }

    protected override JsonTypeInfo<FirmwareVersionValue> ValueJson => FirmwareVersionJson.Default.FirmwareVersionValue;

    protected override void Check(FirmwareVersionValue value, ValueErrors errors) => errors.Text("version", value.Version, 1, 255);

    protected override string DecidingConnection(FirmwareVersionValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, FirmwareVersionValue value) =>
        new("Device.Version.UpgradeDevice", new JsonObject { ["uid"] = uid, ["version"] = value.Version });
}

/// <param name="Progress">Percent.</param>
internal sealed record FirmwareProgress(double Progress);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(FirmwareVersionValue))]
[JsonSerializable(typeof(FirmwareProgress))]
internal sealed partial class FirmwareVersionJson : JsonSerializerContext;
