using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Hardware that takes the place of a device.</summary>
/// <param name="DeviceUid">The new device, of the same organization.</param>
/// <param name="ReplacedDeviceUid">The old device; only in the log of the new one.</param>
public sealed record ReplacementValue(
    [property: JsonRequired] string DeviceUid, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReplacedDeviceUid = null);

/// <summary>A kind of Placard's own. Both devices have a row of it.</summary>
public sealed class ReplaceDevice : DeviceActionKind<ReplacementValue>
{
    public override string ActionType => "REPLACE_DEVICE";

    public override string Summary => "Gives the device's name, location and tags to new hardware of the same organization.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<ReplacementValue> ValueJson => ReplacementJson.Default.ReplacementValue;

    protected override void Check(ReplacementValue value, ValueErrors errors) => errors.Text("deviceUid", value.DeviceUid, 1, 64);

    protected override string DecidingConnection(ReplacementValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(ReplacementValue))]
internal sealed partial class ReplacementJson : JsonSerializerContext;
