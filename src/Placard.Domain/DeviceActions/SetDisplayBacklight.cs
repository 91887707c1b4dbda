using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The brightness of the panel's light.</summary>
/// <param name="Backlight">0 to 100; a fraction is rounded.</param>
public sealed record BacklightValue([property: JsonRequired] int Backlight);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetDisplayBacklight : DeviceActionKind<BacklightValue>
{
    public override string ActionType => "SET_DISPLAY_BACKLIGHT";

    public override string Summary => "Sets the brightness of the panel's light.";

    public override string Telemetry => "DISPLAY_SETTING";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Number("backlight") is { } backlight && (int)backlight == Value(value).Backlight;

    protected override JsonTypeInfo<BacklightValue> ValueJson => BacklightJson.Default.BacklightValue;

    protected override void Check(BacklightValue value, ValueErrors errors) =>
        errors.Range("backlight", value.Backlight, 0, 100);

    protected override string DecidingConnection(BacklightValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter)])]
[JsonSerializable(typeof(BacklightValue))]
internal sealed partial class BacklightJson : JsonSerializerContext;
