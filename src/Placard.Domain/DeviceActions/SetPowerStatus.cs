using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The power of the display.</summary>
/// <param name="TurnedOn">Whether the display is on.</param>
public sealed record PowerStatusValue([property: JsonRequired] bool TurnedOn);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetPowerStatus : DeviceActionKind<PowerStatusValue>
{
    public override string ActionType => "SET_POWER_STATUS";

    public override string Summary => "Turns the display on or off.";

    public override string Telemetry => "DISPLAY_POWER_ON";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Flag("powerOn") == Value(value).TurnedOn;

    protected override JsonTypeInfo<PowerStatusValue> ValueJson => PowerStatusJson.Default.PowerStatusValue;

    protected override string DecidingConnection(PowerStatusValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(PowerStatusValue))]
internal sealed partial class PowerStatusJson : JsonSerializerContext;
