using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>A reconnect carries nothing.</summary>
public sealed record ReconnectValue;

/// <summary>Makes the device connect anew, by a changed <c>updatedAt</c> of its configuration document. Done with its next session.</summary>
public sealed class Reconnect : DeviceActionKind<ReconnectValue>
{
    public override string ActionType => "RECONNECT";

    public override string Summary => "Makes the device connect anew.";

    public override DeliveryClass Delivery => DeliveryClass.NextSession;

    public override bool ChangesDevice => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now) => device.MakeConnectAnew(now);

    protected override JsonTypeInfo<ReconnectValue> ValueJson => ReconnectJson.Default.ReconnectValue;

    protected override string DecidingConnection(ReconnectValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReconnectValue))]
internal sealed partial class ReconnectJson : JsonSerializerContext;
