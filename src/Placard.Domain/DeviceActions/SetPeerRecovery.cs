using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>Devices in one network watch each other. Tizen.</summary>
/// <param name="Enabled" example="true">Whether it watches.</param>
/// <param name="UrlLauncherAddress" example="&quot;http://10.0.0.5:8080&quot;">Where a device in need finds its application; required when enabled, else ignored.</param>
/// <param name="AutoEnableTimeoutMs" example="null">At least 30000: after so long it switches itself on again; optional when disabled, else ignored.</param>
public sealed record PeerRecoveryValue([property: JsonRequired] bool Enabled, string? UrlLauncherAddress, int? AutoEnableTimeoutMs);

public sealed class SetPeerRecovery : DeviceActionKind<PeerRecoveryValue, PeerRecoveryValue>
{
    private const int LeastMs = 30_000;

    public override string ActionType => "SET_PEER_RECOVERY";

    public override string Summary => "Switches the watch of devices over each other.";

    public override ActionRoute Route => new("peer-recovery", "UpdateDevicePeerRecovery", "GetDevicePeerRecovery");

    public override string Telemetry => "PEER_RECOVERY";

    public override string Capability => "PEER_RECOVERY";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.PeerRecovery.SetPeerRecoverySucceeded", ReplyOutcome.Succeeded),
        new("Device.PeerRecovery.SetPeerRecoveryFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Flag("enabled") is { } enabled && Value(value) is var wanted && enabled == wanted.Enabled
        && (!enabled || telemetry.Text("urlLauncherAddress") == wanted.UrlLauncherAddress);

    protected override JsonTypeInfo<PeerRecoveryValue> RequestJson => ValueJson;

    protected override JsonTypeInfo<PeerRecoveryValue> ValueJson => PeerRecoveryJson.Default.PeerRecoveryValue;

    protected override PeerRecoveryValue Accept(PeerRecoveryValue request, ValueErrors errors)
    {
        var value = Applying(request);
        if (value.Enabled)
        {
            errors.Text("urlLauncherAddress", value.UrlLauncherAddress, 1, 2048);
        }

        errors.Least("autoEnableTimeoutMs", value.AutoEnableTimeoutMs, LeastMs);
        return value;
    }

    protected override string DecidingConnection(PeerRecoveryValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, PeerRecoveryValue value)
    {
        var fields = JsonSerializer.SerializeToNode(value, ValueJson)!.AsObject();
        fields["uid"] = uid;
        return new("Device.PeerRecovery.SetPeerRecovery", fields);
    }

    // The reference's own sample sends what does not apply, too.
    private static PeerRecoveryValue Applying(PeerRecoveryValue request) =>
        request.Enabled ? request with { AutoEnableTimeoutMs = null } : request with { UrlLauncherAddress = null };
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientInt32Converter), typeof(LenientBooleanConverter), typeof(StrictTextConverter)])]
[JsonSerializable(typeof(PeerRecoveryValue))]
internal sealed partial class PeerRecoveryJson : JsonSerializerContext;
