using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Tags of the device's organization.</summary>
/// <param name="TagUids">1 to 1000 uids; those that the organization does not have are passed over.</param>
public sealed record OrganizationTagsValue([property: JsonRequired] IReadOnlyList<string> TagUids);

public sealed class SetOrganizationTags : DeviceActionKind<OrganizationTagsValue>
{
    public override string ActionType => "SET_ORGANIZATION_TAGS";

    public override string Summary => "Puts tags on the device, beside those that it has.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<OrganizationTagsValue> ValueJson => OrganizationTagsJson.Default.OrganizationTagsValue;

    protected override void Check(OrganizationTagsValue value, ValueErrors errors) => OrganizationTagLimits.Check(value, errors);

    protected override string DecidingConnection(OrganizationTagsValue value) => ConnectionNames.Management;
}

public sealed class DeleteOrganizationTags : DeviceActionKind<OrganizationTagsValue>
{
    public override string ActionType => "DELETE_ORGANIZATION_TAGS";

    public override string Summary => "Takes tags off the device.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<OrganizationTagsValue> ValueJson => OrganizationTagsJson.Default.OrganizationTagsValue;

    protected override void Check(OrganizationTagsValue value, ValueErrors errors) => OrganizationTagLimits.Check(value, errors);

    protected override string DecidingConnection(OrganizationTagsValue value) => ConnectionNames.Management;
}

internal static class OrganizationTagLimits
{
    public static void Check(OrganizationTagsValue value, ValueErrors errors)
    {
        if (value.TagUids.Count is 0 or > 1000)
        {
            errors.Add("tagUids", "must name 1 to 1000 tags");
        }
        else if (value.TagUids.Any(uid => uid is not { Length: >= 1 and <= 64 }))
        {
            errors.Add("tagUids", "must hold uids of 1 to 64 characters");
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(OrganizationTagsValue))]
internal sealed partial class OrganizationTagsJson : JsonSerializerContext;
