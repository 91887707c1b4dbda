using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Nothing is to be said.</summary>
public sealed record DisconnectionValue;

/// <summary>The device returns to the applet that it is meant to show.</summary>
public sealed class Disconnect : DeviceActionKind<DisconnectionValue>
{
    public override string ActionType => "DISCONNECT";

    public override string Summary => "Makes the device return from a developer's machine to its own content; expires if the device is not there within 15 minutes.";

    public override ActionRoute Route => new("disconnect", "DisconnectDeviceFromADevelopmentServer", ListOperation: null, "POST");

    public override DeliveryClass Delivery => DeliveryClass.Forward;

    public override TimeSpan? UnsentLifetime => TimeSpan.FromMinutes(15);

    // A polling device may take that long to confirm a receipt.
    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(2);

    protected override JsonTypeInfo<DisconnectionValue> ValueJson => DisconnectionJson.Default.DisconnectionValue;

    protected override string DecidingConnection(DisconnectionValue value) => ConnectionNames.Front;

    protected override WireAction Encode(string uid, DisconnectionValue value) => new("Device.Connect.DisconnectDevice", []);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DisconnectionValue))]
internal sealed partial class DisconnectionJson : JsonSerializerContext;
