using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The sharpness of the picture.</summary>
/// <param name="Sharpness">0 to 100; a fraction is rounded.</param>
public sealed record SharpnessValue([property: JsonRequired] int Sharpness);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetDisplaySharpness : DeviceActionKind<SharpnessValue>
{
    public override string ActionType => "SET_DISPLAY_SHARPNESS";

    public override string Summary => "Sets the sharpness of the picture.";

    public override string Telemetry => "DISPLAY_SETTING";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Number("sharpness") is { } sharpness && (int)sharpness == Value(value).Sharpness;

    protected override JsonTypeInfo<SharpnessValue> ValueJson => SharpnessJson.Default.SharpnessValue;

    protected override void Check(SharpnessValue value, ValueErrors errors) =>
        errors.Range("sharpness", value.Sharpness, 0, 100);

    protected override string DecidingConnection(SharpnessValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter)])]
[JsonSerializable(typeof(SharpnessValue))]
internal sealed partial class SharpnessJson : JsonSerializerContext;
