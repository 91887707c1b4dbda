using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Where the picture comes from.</summary>
/// <param name="InputSource">urlLauncher, hdmi1, hdmi2, hdmi3 or hdmi4.</param>
public sealed record InputSourceValue([property: JsonRequired] string InputSource);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetInputSource : DeviceActionKind<InputSourceValue>
{
    private static readonly string[] Sources = ["urlLauncher", "hdmi1", "hdmi2", "hdmi3", "hdmi4"];

    public override string ActionType => "SET_INPUT_SOURCE";

    public override string Summary => "Switches the display to another input.";

    public override string Telemetry => "INPUT_SOURCE";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        string.Equals(telemetry.TextOrNull("inputSource"), Value(value).InputSource, StringComparison.OrdinalIgnoreCase);

    protected override JsonTypeInfo<InputSourceValue> ValueJson => InputSourceJson.Default.InputSourceValue;

    protected override void Check(InputSourceValue value, ValueErrors errors)
    {
        if (!Sources.Contains(value.InputSource, StringComparer.Ordinal))
        {
            errors.Add("inputSource", $"must be one of {string.Join(", ", Sources)}");
        }
    }

    protected override string DecidingConnection(InputSourceValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(InputSourceValue))]
internal sealed partial class InputSourceJson : JsonSerializerContext;
