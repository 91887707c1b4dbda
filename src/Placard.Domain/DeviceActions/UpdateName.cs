using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>The name of a device.</summary>
/// <param name="Name">1 to 255 characters, none of them a control character.</param>
public sealed record NameValue([property: JsonRequired] string Name);

public sealed class UpdateName : DeviceActionKind<NameValue>
{
    public override string ActionType => "UPDATE_NAME";

    public override string Summary => "Names the device; effective at once, and shown by the device.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    public override bool ChangesDevice => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now) => device.Name = Value(value).Name;

    protected override JsonTypeInfo<NameValue> ValueJson => NameJson.Default.NameValue;

    protected override void Check(NameValue value, ValueErrors errors) => errors.Text("name", value.Name, 1, 255);

    protected override string DecidingConnection(NameValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, NameValue value) =>
        new(ChannelActions.UpdateDevice, new JsonObject { ["deviceName"] = value.Name });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(NameValue))]
internal sealed partial class NameJson : JsonSerializerContext;
