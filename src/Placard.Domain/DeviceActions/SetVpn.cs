using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A switch, as callers send it.</summary>
/// <param name="Enable">Whether the device connects to the VPN.</param>
public sealed record VpnRequest([property: JsonRequired] bool Enable);

/// <summary>A switch, as it is listed.</summary>
/// <param name="Enabled">Whether the device connects to the VPN.</param>
public sealed record VpnValue(bool Enabled);

public sealed class SetVpn : DeviceActionKind<VpnRequest, VpnValue>
{
    public override string ActionType => "SET_VPN";

    public override string Summary => "Connects the device to the VPN, or takes it off.";

    public override ActionRoute Route => new("vpn", "UpdateVPNSettings", "GetVPNSettings");

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.VPN.SetVPNSucceed", ReplyOutcome.Succeeded),
        new("Device.VPN.SetVPNFailed", ReplyOutcome.Failed),
    ];

    protected override JsonTypeInfo<VpnRequest> RequestJson => VpnJson.Default.VpnRequest;

    protected override JsonTypeInfo<VpnValue> ValueJson => VpnJson.Default.VpnValue;

    protected override VpnValue Accept(VpnRequest request, ValueErrors errors) => new(request.Enable);

    protected override string DecidingConnection(VpnValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, VpnValue value) =>
        new("Device.VPN.SetDeviceConnectionToVPN", new JsonObject { ["uid"] = uid, ["enabled"] = value.Enabled });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(VpnRequest))]
[JsonSerializable(typeof(VpnValue))]
internal sealed partial class VpnJson : JsonSerializerContext;
