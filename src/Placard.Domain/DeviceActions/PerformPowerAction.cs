using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>What the device shall do.</summary>
/// <param name="DevicePowerAction" example="&quot;APP_RESTART&quot;">APP_RESTART, SYSTEM_REBOOT, APPLET_RELOAD, APPLET_REFRESH, DISPLAY_POWER_ON, DISPLAY_POWER_OFF, APPLET_ENABLE, APPLET_DISABLE or BACKUP_RESTART.</param>
public sealed record PowerActionRequest([property: JsonRequired] PowerType DevicePowerAction);

/// <summary>A requested power action.</summary>
/// <param name="PowerType" example="&quot;APP_RESTART&quot;">The same word as in the request.</param>
public sealed record PowerActionValue(PowerType PowerType);

public sealed class PerformPowerAction : DeviceActionKind<PowerActionRequest, PowerActionValue>
{
    /// <summary>Stands for the connection in commands that the device fetches over plain HTTP: its sockets may hang when it needs them.</summary>
    public const string BackupConnection = "backup";

    public override string ActionType => "POWER_ACTION";

    public override string Summary => "Restarts, reboots, reloads or switches the device once; expires if the device is not there within 15 minutes.";

    public override ActionRoute Route => new("power-action", "CreateDevicePowerAction", "GetPerformedDevicePowerActions", "POST");

    public override DeliveryClass Delivery => DeliveryClass.Once;

    public override TimeSpan? UnsentLifetime => TimeSpan.FromMinutes(15);

    // The device confirms, waits for our receipt and only then acts; what it reports afterwards is the truth.
    public override bool FailureOverturnsSuccess => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Power.PerformPowerActionSucceed", ReplyOutcome.Succeeded, "id"),
        new("Device.Power.PerformPowerActionFailed", ReplyOutcome.Failed, "id"),
    ];

    protected override JsonTypeInfo<PowerActionRequest> RequestJson => PowerActionJson.Default.PowerActionRequest;

    protected override JsonTypeInfo<PowerActionValue> ValueJson => PowerActionJson.Default.PowerActionValue;

    protected override PowerActionValue? Accept(PowerActionRequest request, ValueErrors errors)
    {
        if (request.DevicePowerAction is PowerType.FileSystemWipeout or PowerType.ReapplyPolicy)
        {
            errors.Add("devicePowerAction", "is not offered by this operation");
            return null;
        }

        return new(request.DevicePowerAction);
    }

    // Front confirms every type, also those it does not perform; so only what it performs is decided by it.
    protected override string DecidingConnection(PowerActionValue value) => value.PowerType switch
    {
        PowerType.BackupRestart => BackupConnection,
        var type => PowerConnections.Of(type),
    };

    protected override WireAction Encode(string uid, PowerActionValue value) =>
        new("Device.Power.PerformPowerAction", new JsonObject { ["id"] = uid, ["powerType"] = (int)value.PowerType });
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, Converters = [typeof(ContractEnumConverter<PowerType>)])]
[JsonSerializable(typeof(PowerActionRequest))]
[JsonSerializable(typeof(PowerActionValue))]
internal sealed partial class PowerActionJson : JsonSerializerContext;
