using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Nothing has to be said.</summary>
public sealed record NoExtendedTelemetryValue;

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class DisableExtendedTelemetry : DeviceActionKind<NoExtendedTelemetryValue>
{
    public override string ActionType => "DISABLE_EXTENDED_TELEMETRY";

    public override string Summary => "Makes the device report as usual again.";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    protected override JsonTypeInfo<NoExtendedTelemetryValue> ValueJson => NoExtendedTelemetryJson.Default.NoExtendedTelemetryValue;

    protected override string DecidingConnection(NoExtendedTelemetryValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NoExtendedTelemetryValue))]
internal sealed partial class NoExtendedTelemetryJson : JsonSerializerContext;
