using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The contrast of the picture.</summary>
/// <param name="Contrast">0 to 100; a fraction is rounded.</param>
public sealed record ContrastValue([property: JsonRequired] int Contrast);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class SetDisplayContrast : DeviceActionKind<ContrastValue>
{
    public override string ActionType => "SET_DISPLAY_CONTRAST";

    public override string Summary => "Sets the contrast of the picture.";

    public override string Telemetry => "DISPLAY_SETTING";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Number("contrast") is { } contrast && (int)contrast == Value(value).Contrast;

    protected override JsonTypeInfo<ContrastValue> ValueJson => ContrastJson.Default.ContrastValue;

    protected override void Check(ContrastValue value, ValueErrors errors) =>
        errors.Range("contrast", value.Contrast, 0, 100);

    protected override string DecidingConnection(ContrastValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter)])]
[JsonSerializable(typeof(ContrastValue))]
internal sealed partial class ContrastJson : JsonSerializerContext;
