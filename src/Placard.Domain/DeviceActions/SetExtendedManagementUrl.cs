using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>Where the vendor of the device manages it. Taken as it is: nobody checks that it is an address.</summary>
/// <param name="Url" example="&quot;https://rm.example.org&quot;">At most 2048 characters; null: none.</param>
public sealed record ExtendedManagementValue([property: JsonRequired] string? Url);

public sealed class SetExtendedManagementUrl : DeviceActionKind<ExtendedManagementValue>
{
    public override string ActionType => "SET_EXTENDED_MANAGEMENT";

    public override string Summary => "Sets the address of the device's remote management server.";

    public override ActionRoute Route =>
        new("extended-management", "UpdateExtendedManagementRemoteServerURL", "GetExtendedManagementRemoteServerURL");

    public override string Telemetry => "EXTENDED_MANAGEMENT";

    public override string Capability => "EXTENDED_MANAGEMENT";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    // The configuration document carries it too, and must not say otherwise.
    public override bool ChangesDevice => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.ExtendedManagement.SetUrlSucceed", ReplyOutcome.Succeeded),
        new("Device.ExtendedManagement.SetUrlFailed", ReplyOutcome.Failed),
    ];

    public override void ApplyTo(Device device, JsonElement value, DateTime now) => device.ExtendedManagementUrl = Value(value).Url;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.ValueKind == JsonValueKind.Object && IsSame(telemetry.Text("url"), Value(value).Url);

    protected override JsonTypeInfo<ExtendedManagementValue> ValueJson => ExtendedManagementJson.Default.ExtendedManagementValue;

    protected override void Check(ExtendedManagementValue value, ValueErrors errors)
    {
        if (value.Url is { } url)
        {
            errors.Text("url", url, 1, 2048);
        }
    }

    protected override string DecidingConnection(ExtendedManagementValue value) => ConnectionNames.Management;

    // Devices report the address in the form that browsers give it, with a slash at its end.
    private static bool IsSame(string? reported, string? wanted) =>
        reported == wanted
        || (Uri.TryCreate(reported, UriKind.Absolute, out var one) && Uri.TryCreate(wanted, UriKind.Absolute, out var other) && one == other);

    protected override WireAction Encode(string uid, ExtendedManagementValue value) =>
        new("Device.ExtendedManagement.SetUrl", new JsonObject { ["uid"] = uid, ["url"] = value.Url });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(ExtendedManagementValue))]
internal sealed partial class ExtendedManagementJson : JsonSerializerContext;
