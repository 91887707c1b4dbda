using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Loudness of the device.</summary>
/// <param name="Volume" example="50">0 (mute) to 100; a fraction is rounded, text is read as a number.</param>
public sealed record VolumeValue([property: JsonRequired] int Volume);

public sealed class SetVolume : DeviceActionKind<VolumeValue>
{
    public override string ActionType => "SET_VOLUME";

    public override string Summary => "Sets the loudness of the device.";

    public override ActionRoute Route => new("volume", "UpdateDeviceVolume", "GetDeviceVolume");

    public override string PolicyItem => "VOLUME";

    public override string Telemetry => "VOLUME";

    public override string AlertCondition => "VOLUME";

    public override string Capability => "SET_VOLUME";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Audio.SetDeviceVolumeSucceed", ReplyOutcome.Succeeded),
        new("Device.Audio.SetDeviceVolumeFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Number("volume") is { } volume && (int)volume == Value(value).Volume;

    protected override JsonTypeInfo<VolumeValue> ValueJson => VolumeJson.Default.VolumeValue;

    protected override void Check(VolumeValue value, ValueErrors errors) => errors.Range("volume", value.Volume, 0, 100);

    protected override string DecidingConnection(VolumeValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, VolumeValue value) =>
        new("Device.Audio.SetDeviceVolume", new JsonObject { ["uid"] = uid, ["volume"] = value.Volume });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter)])]
[JsonSerializable(typeof(VolumeValue))]
internal sealed partial class VolumeJson : JsonSerializerContext;
