using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A request for another PIN carries nothing.</summary>
public sealed record RefreshPinValue;

/// <summary>The vendor's channel has no action for it.</summary>
public sealed class RefreshPin : DeviceActionKind<RefreshPinValue>
{
    public override string ActionType => "REFRESH_PIN";

    public override string Summary => "Makes the device choose another PIN, which it reports later.";

    public override ActionRoute Route => new("pin-code", "RefreshDevicePin", ListOperation: null, "POST", "PUT");

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    protected override JsonTypeInfo<RefreshPinValue> ValueJson => RefreshPinJson.Default.RefreshPinValue;

    protected override string DecidingConnection(RefreshPinValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RefreshPinValue))]
internal sealed partial class RefreshPinJson : JsonSerializerContext;
