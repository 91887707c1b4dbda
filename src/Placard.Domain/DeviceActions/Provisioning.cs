using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Which organization a device came into, or left.</summary>
public sealed record ProvisioningValue(string OrganizationUid);

public sealed class Provision : DeviceActionKind<ProvisioningValue>
{
    public override string ActionType => "PROVISION";

    public override string Summary => "Pairs the device with an organization.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<ProvisioningValue> ValueJson => ProvisioningJson.Default.ProvisioningValue;

    protected override string DecidingConnection(ProvisioningValue value) => ConnectionNames.Management;
}

public sealed class Deprovision : DeviceActionKind<ProvisioningValue>
{
    public override string ActionType => "DEPROVISION";

    public override string Summary => "Takes the device out of its organization and resets it.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<ProvisioningValue> ValueJson => ProvisioningJson.Default.ProvisioningValue;

    protected override string DecidingConnection(ProvisioningValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProvisioningValue))]
internal sealed partial class ProvisioningJson : JsonSerializerContext;
