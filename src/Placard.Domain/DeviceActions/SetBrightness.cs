using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Brightness by time of day. With <c>brightness1</c> alone it holds all day.</summary>
/// <param name="Brightness1" example="80">0 to 100, from <paramref name="TimeFrom1"/> on.</param>
/// <param name="TimeFrom1" example="&quot;08:00:00&quot;">Device-local time of day, HH:MM:SS; default 00:00:00.</param>
/// <param name="Brightness2" example="40">0 to 100, from <paramref name="TimeFrom2"/> on; default as <paramref name="Brightness1"/>.</param>
/// <param name="TimeFrom2" example="&quot;20:00:00&quot;">Device-local time of day, HH:MM:SS; default 12:00:00.</param>
public sealed record BrightnessValue([property: JsonRequired] int Brightness1, string? TimeFrom1, int? Brightness2, string? TimeFrom2);

public sealed class SetBrightness : DeviceActionKind<BrightnessValue, BrightnessValue>
{
    public override string ActionType => "SET_BRIGHTNESS";

    public override string Summary => "Sets the brightness of the device, by day and by night.";

    public override ActionRoute Route => new("brightness", "UpdateDeviceBrightness", "GetDeviceBrightness");

    public override string PolicyItem => "BRIGHTNESS";

    public override string Telemetry => "BRIGHTNESS";

    public override string AlertCondition => "BRIGHTNESS";

    public override string Capability => "SET_BRIGHTNESS";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Brightness.SyncBrightnessSettingsSucceed", ReplyOutcome.Succeeded),
        new("Device.Brightness.SyncBrightnessSettingsFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Number("brightness") is { } brightness
        && Value(value) is var wanted && ((int)brightness == wanted.Brightness1 || (int)brightness == wanted.Brightness2);

    protected override JsonTypeInfo<BrightnessValue> RequestJson => BrightnessJson.Default.BrightnessValue;

    protected override JsonTypeInfo<BrightnessValue> ValueJson => BrightnessJson.Default.BrightnessValue;

    protected override BrightnessValue Accept(BrightnessValue request, ValueErrors errors)
    {
        var value = request with
        {
            TimeFrom1 = request.TimeFrom1 ?? "00:00:00",
            Brightness2 = request.Brightness2 ?? request.Brightness1,
            TimeFrom2 = request.TimeFrom2 ?? "12:00:00",
        };
        errors.Range("brightness1", value.Brightness1, 0, 100);
        errors.Range("brightness2", value.Brightness2.Value, 0, 100);
        errors.TimeOfDay("timeFrom1", value.TimeFrom1);
        errors.TimeOfDay("timeFrom2", value.TimeFrom2);
        return value;
    }

    protected override string DecidingConnection(BrightnessValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, BrightnessValue value) => new("Device.Brightness.SyncBrightnessSettings", new JsonObject
    {
        ["uid"] = uid,
        ["timeFrom1"] = value.TimeFrom1,
        ["brightness1"] = value.Brightness1,
        ["timeFrom2"] = value.TimeFrom2,
        ["brightness2"] = value.Brightness2,
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter), typeof(StrictTextConverter)])]
[JsonSerializable(typeof(BrightnessValue))]
internal sealed partial class BrightnessJson : JsonSerializerContext;
