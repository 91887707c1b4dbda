using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Where a device stands.</summary>
/// <param name="LocationUid">Uid of a location of the device's organization.</param>
public sealed record LocationValue([property: JsonRequired] string LocationUid);

/// <summary>The place that a device leaves.</summary>
/// <param name="LocationUid">Only from this one; null: from wherever it stands.</param>
public sealed record LeftLocationValue(string? LocationUid);

public sealed class SetLocation : DeviceActionKind<LocationValue>
{
    public override string ActionType => "SET_LOCATION";

    public override string Summary => "Puts the device at a location, instead of the one that it has.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<LocationValue> ValueJson => LocationJson.Default.LocationValue;

    protected override void Check(LocationValue value, ValueErrors errors) => errors.Text("locationUid", value.LocationUid, 1, 64);

    protected override string DecidingConnection(LocationValue value) => ConnectionNames.Management;
}

public sealed class DeleteLocation : DeviceActionKind<LeftLocationValue>
{
    public override string ActionType => "DELETE_LOCATION";

    public override string Summary => "Takes the device from its location.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<LeftLocationValue> ValueJson => LocationJson.Default.LeftLocationValue;

    protected override string DecidingConnection(LeftLocationValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(LocationValue))]
[JsonSerializable(typeof(LeftLocationValue))]
internal sealed partial class LocationJson : JsonSerializerContext;
