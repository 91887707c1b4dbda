using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The temperature from which the display protects itself.</summary>
/// <param name="MaxTemperature">Degrees Celsius, 0 to 150; a fraction is rounded.</param>
public sealed record TemperatureControlValue([property: JsonRequired] int MaxTemperature);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetDisplayTemperatureControl : DeviceActionKind<TemperatureControlValue>
{
    public override string ActionType => "SET_DISPLAY_TEMPERATURE_CONTROL";

    public override string Summary => "Sets the temperature from which the display protects itself.";

    public override string Telemetry => "DISPLAY_SETTING";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Number("maxTemperature") is { } most && (int)most == Value(value).MaxTemperature;

    protected override JsonTypeInfo<TemperatureControlValue> ValueJson => TemperatureControlJson.Default.TemperatureControlValue;

    protected override void Check(TemperatureControlValue value, ValueErrors errors) =>
        errors.Range("maxTemperature", value.MaxTemperature, 0, 150);

    protected override string DecidingConnection(TemperatureControlValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter)])]
[JsonSerializable(typeof(TemperatureControlValue))]
internal sealed partial class TemperatureControlJson : JsonSerializerContext;
