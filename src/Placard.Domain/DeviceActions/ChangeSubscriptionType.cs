using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>The plan of a device.</summary>
/// <param name="SubscriptionType">Such as basic; null: none of its own.</param>
public sealed record SubscriptionTypeValue(string? SubscriptionType);

/// <summary>Kept and nothing more: no plan withholds anything here, and none reaches a device.</summary>
public sealed class ChangeSubscriptionType : DeviceActionKind<SubscriptionTypeValue>
{
    public override string ActionType => "CHANGE_SUBSCRIPTION_TYPE";

    public override string Summary => "Sets the plan of the device.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    public override bool ChangesDevice => true;

    public override void ApplyTo(Device device, JsonElement value, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(device);
        device.SubscriptionType = Value(value).SubscriptionType;
    }

    protected override JsonTypeInfo<SubscriptionTypeValue> ValueJson => SubscriptionTypeJson.Default.SubscriptionTypeValue;

    protected override void Check(SubscriptionTypeValue value, ValueErrors errors)
    {
        if (value.SubscriptionType is { } type)
        {
            errors.Text("subscriptionType", type, 1, 64);
        }
    }

    protected override string DecidingConnection(SubscriptionTypeValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(SubscriptionTypeValue))]
internal sealed partial class SubscriptionTypeJson : JsonSerializerContext;
