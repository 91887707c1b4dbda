using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>How long the device shall report more.</summary>
/// <param name="Duration">Milliseconds, 1 to 2147483647.</param>
public sealed record ExtendedTelemetryValue([property: JsonRequired] int Duration);

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class EnableExtendedTelemetry : DeviceActionKind<ExtendedTelemetryValue>
{
    public override string ActionType => "ENABLE_EXTENDED_TELEMETRY";

    public override string Summary => "Makes the device report more for a time.";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    protected override JsonTypeInfo<ExtendedTelemetryValue> ValueJson => ExtendedTelemetryJson.Default.ExtendedTelemetryValue;

    protected override void Check(ExtendedTelemetryValue value, ValueErrors errors) =>
        errors.Range("duration", value.Duration, 1, int.MaxValue);

    protected override string DecidingConnection(ExtendedTelemetryValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter)])]
[JsonSerializable(typeof(ExtendedTelemetryValue))]
internal sealed partial class ExtendedTelemetryJson : JsonSerializerContext;
