using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The organization that a device shall belong to.</summary>
/// <param name="OrganizationUid">Uid of an organization in which the caller is a manager.</param>
public sealed record OrganizationValue([property: JsonRequired] string OrganizationUid);

/// <summary>
/// Moves a paired device to another organization. One row is in the log of the old organization, which keeps its history, and one begins the log
/// that the new one sees.
/// </summary>
public sealed class SetOrganization : DeviceActionKind<OrganizationValue>
{
    public override string ActionType => "SET_ORGANIZATION";

    public override string Summary => "Moves the device to another organization. It stays paired, and leaves behind all that the old one gave it.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<OrganizationValue> ValueJson => OrganizationJson.Default.OrganizationValue;

    protected override void Check(OrganizationValue value, ValueErrors errors) => errors.Text("organizationUid", value.OrganizationUid, 1, 64);

    protected override string DecidingConnection(OrganizationValue value) => ConnectionNames.Management;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(OrganizationValue))]
internal sealed partial class OrganizationJson : JsonSerializerContext;
