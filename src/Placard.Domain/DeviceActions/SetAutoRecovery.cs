using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>The device watches its own application and restarts it when it hangs. Tizen and webOS.</summary>
/// <param name="Enabled" example="true">Whether it watches.</param>
/// <param name="HealthcheckIntervalMs" example="30000">At least 30000; required when enabled, else ignored.</param>
/// <param name="AutoEnableTimeoutMs" example="null">At least 30000: after so long it switches itself on again; optional when disabled, else ignored.</param>
public sealed record AutoRecoveryValue([property: JsonRequired] bool Enabled, int? HealthcheckIntervalMs, int? AutoEnableTimeoutMs);

public sealed class SetAutoRecovery : DeviceActionKind<AutoRecoveryValue, AutoRecoveryValue>
{
    private const int LeastMs = 30_000;

    public override string ActionType => "SET_AUTO_RECOVERY";

    public override string Summary => "Switches the watchdog of the device.";

    public override ActionRoute Route => new("auto-recovery", "SetDeviceAutoRecovery", "GetDeviceAutoRecovery");

    public override string Telemetry => "AUTO_RECOVERY";

    public override string Capability => "AUTO_RECOVERY";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.AutoRecovery.SetAutoRecoverySucceeded", ReplyOutcome.Succeeded),
        new("Device.AutoRecovery.SetAutoRecoveryFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.Flag("enabled") is { } enabled && Value(value) is var wanted && enabled == wanted.Enabled
        && (!enabled || telemetry.Number("healthcheckIntervalMs") == wanted.HealthcheckIntervalMs);

    protected override JsonTypeInfo<AutoRecoveryValue> RequestJson => ValueJson;

    protected override JsonTypeInfo<AutoRecoveryValue> ValueJson => AutoRecoveryJson.Default.AutoRecoveryValue;

    protected override AutoRecoveryValue Accept(AutoRecoveryValue request, ValueErrors errors)
    {
        var value = Applying(request);
        if (value is { Enabled: true, HealthcheckIntervalMs: null })
        {
            errors.Add("healthcheckIntervalMs", "is required when enabled");
        }

        errors.Least("healthcheckIntervalMs", value.HealthcheckIntervalMs, LeastMs);
        errors.Least("autoEnableTimeoutMs", value.AutoEnableTimeoutMs, LeastMs);
        return value;
    }

    protected override string DecidingConnection(AutoRecoveryValue value) => ConnectionNames.Management;

    protected override WireAction Encode(string uid, AutoRecoveryValue value)
    {
        var fields = JsonSerializer.SerializeToNode(value, ValueJson)!.AsObject();
        fields["uid"] = uid;
        return new("Device.AutoRecovery.SetAutoRecovery", fields);
    }

    // The reference's own sample sends what does not apply, too.
    private static AutoRecoveryValue Applying(AutoRecoveryValue request) =>
        request.Enabled ? request with { AutoEnableTimeoutMs = null } : request with { HealthcheckIntervalMs = null };
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientInt32Converter), typeof(LenientBooleanConverter), typeof(StrictTextConverter)])]
[JsonSerializable(typeof(AutoRecoveryValue))]
internal sealed partial class AutoRecoveryJson : JsonSerializerContext;
