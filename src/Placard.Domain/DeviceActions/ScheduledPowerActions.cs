using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A power action that the device repeats by itself every week.</summary>
/// <param name="PowerAction" example="&quot;DISPLAY_POWER_OFF&quot;">APP_RESTART, SYSTEM_REBOOT, APPLET_RELOAD, APPLET_REFRESH, DISPLAY_POWER_ON, DISPLAY_POWER_OFF, APPLET_ENABLE or APPLET_DISABLE.</param>
/// <param name="Weekdays" example="[&quot;MONDAY&quot;,&quot;FRIDAY&quot;]">MONDAY to SUNDAY, at least one.</param>
/// <param name="Time" example="&quot;22:00:00&quot;">Device-local time of day, HH:MM:SS.</param>
public sealed record ScheduledPowerActionValue(
    [property: JsonRequired] PowerType PowerAction, [property: JsonRequired] IReadOnlyList<string> Weekdays, [property: JsonRequired] string Time);

/// <summary>The uid of the action is the uid of the schedule on the device, too.</summary>
public sealed class SetScheduledPowerAction : DeviceActionKind<ScheduledPowerActionValue>
{
    public override string ActionType => "SET_SCHEDULED_POWER_ACTION";

    public override string Summary => "Schedules a power action that the device repeats by itself.";

    public override string Telemetry => "POWER_ACTIONS_SCHEDULE";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool CopiedToOtherConnection => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Power.SchedulePowerActionSucceed", ReplyOutcome.Succeeded),
        new("Device.Power.SchedulePowerActionFailed", ReplyOutcome.Failed),
    ];

    // Front schedules the applet's actions and reports no capability for it.
    public override string? CapabilityFor(JsonElement value) => PowerConnections.Of(Value(value).PowerAction) == ConnectionNames.Management ? "SCHEDULE_POWER_ACTION" : null;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) => telemetry.Items().Any(item =>
        item.Text("powerType") == value.Text("powerAction") && item.Text("time") == value.Text("time")
        && item.Weekdays("weekdays").SetEquals(value.Weekdays("weekdays")));

    protected override JsonTypeInfo<ScheduledPowerActionValue> ValueJson => ScheduledPowerActionJson.Default.ScheduledPowerActionValue;

    protected override void Check(ScheduledPowerActionValue value, ValueErrors errors)
    {
        if (value.PowerAction is PowerType.FileSystemWipeout or PowerType.ReapplyPolicy or PowerType.BackupRestart)
        {
            errors.Add("powerAction", "can't be scheduled");
        }

        if (value.Weekdays.Count == 0)
        {
            errors.Add("weekdays", "must name at least one weekday");
        }

        Weekday.Read("weekdays", value.Weekdays, errors);
        errors.TimeOfDay("time", value.Time);
    }

    protected override ScheduledPowerActionValue Normalized(ScheduledPowerActionValue value) =>
        value with { Weekdays = [.. Days(value).Select(day => day.Long())] };

    protected override string DecidingConnection(ScheduledPowerActionValue value) => PowerConnections.Of(value.PowerAction);

    // Each is another one, however equal.
    protected override string? SupersedeKey(ScheduledPowerActionValue value) => null;

    protected override WireAction Encode(string uid, ScheduledPowerActionValue value) => new("Device.Power.SchedulePowerAction", new JsonObject
    {
        ["uid"] = uid,
        ["powerType"] = (int)value.PowerAction,
        ["weekdays"] = new JsonArray([.. Days(value).Select(day => JsonValue.Create((int)day))]),
        ["time"] = value.Time,
    });

    private static IReadOnlyList<DayOfWeek> Days(ScheduledPowerActionValue value) => Weekday.Read("weekdays", value.Weekdays, new());
}

/// <summary>Which scheduled power action the device shall forget.</summary>
/// <param name="ScheduledPowerActionUid">Uid of the action that scheduled it.</param>
/// <param name="PowerAction">What it does, by which the part of the device that holds it is known; without it management is asked.</param>
public sealed record CancelledPowerActionValue([property: JsonRequired] string ScheduledPowerActionUid, PowerType? PowerAction);

public sealed class CancelScheduledPowerAction : DeviceActionKind<CancelledPowerActionValue>
{
    public override string ActionType => "CANCEL_SCHEDULED_POWER_ACTION";

    public override string Summary => "Makes the device forget a scheduled power action.";

    public override string Telemetry => "POWER_ACTIONS_SCHEDULE";

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool CopiedToOtherConnection => true;

    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Power.CancelScheduledPowerActionSucceed", ReplyOutcome.Succeeded),
        new("Device.Power.CancelScheduledPowerActionFailed", ReplyOutcome.Failed),
    ];

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry) =>
        telemetry.ValueKind == JsonValueKind.Array
        && telemetry.Items().All(item => item.Text("uid") != value.Text("scheduledPowerActionUid"));

    protected override JsonTypeInfo<CancelledPowerActionValue> ValueJson => ScheduledPowerActionJson.Default.CancelledPowerActionValue;

    protected override void Check(CancelledPowerActionValue value, ValueErrors errors) =>
        errors.Text("scheduledPowerActionUid", value.ScheduledPowerActionUid, 1, 64);

    // Both parts say yes to every cancellation; only the one that holds the schedule means it.
    protected override string DecidingConnection(CancelledPowerActionValue value) =>
        value.PowerAction is { } action ? PowerConnections.Of(action) : ConnectionNames.Management;

    protected override string SupersedeKey(CancelledPowerActionValue value) => value.ScheduledPowerActionUid;

    protected override WireAction Encode(string uid, CancelledPowerActionValue value) => new(
        "Device.Power.CancelScheduledPowerAction", new JsonObject { ["uid"] = uid, ["scheduledPowerActionUid"] = value.ScheduledPowerActionUid });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter), typeof(ContractEnumConverter<PowerType>)])]
[JsonSerializable(typeof(ScheduledPowerActionValue))]
[JsonSerializable(typeof(CancelledPowerActionValue))]
internal sealed partial class ScheduledPowerActionJson : JsonSerializerContext;
