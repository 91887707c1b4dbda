using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>What changes of one timing, or of all of the device that show an applet. What is not named stays.</summary>
/// <param name="Uid">The timing; if not said, all of the device with the applet.</param>
/// <param name="AppletUid">The applet, where no timing is named.</param>
/// <param name="AppletVersion" example="&quot;1.0.1&quot;">A version that exists.</param>
/// <param name="StartsAt">A timing that is given a beginning or an end takes part again if it was not active.</param>
/// <param name="EndsAt">See the beginning.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Replaces the whole: an object, or text that holds one.</param>
/// <param name="ConfigurationSet" example="{&quot;identification&quot;:&quot;x2&quot;}">Members that are added or replaced.</param>
/// <param name="ConfigurationRemoveKeys" example="[&quot;identification&quot;]">Members that are removed.</param>
/// <param name="Position" example="1">Order on the device.</param>
/// <param name="FinishEventType" example="&quot;DURATION&quot;">DURATION, SCREEN_TAP or IDLE_TIMEOUT.</param>
/// <param name="FinishEventData" example="60000">Any JSON; kept as it is.</param>
/// <param name="FinishEvent">Both in one object; goes before the single fields.</param>
/// <param name="Active">True: from now on, and the device's other timings no more. False: no more, until it is made active.</param>
public sealed record TimingChangeValue(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AppletUid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AppletVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StartsAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? EndsAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Configuration,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? ConfigurationSet,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? ConfigurationRemoveKeys,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FinishEventType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement FinishEventData,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FinishEventValue? FinishEvent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Active);

public sealed class UpdateTiming : DeviceActionKind<TimingChangeValue>
{
    public override string ActionType => "UPDATE_TIMING";

    public override string Summary => "Changes what an applet on the device shows, when and in which version.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<TimingChangeValue> ValueJson => TimingJson.Default.TimingChangeValue;

    public static TimingChangeValue Of(JsonElement stored) => stored.Deserialize(TimingJson.Default.TimingChangeValue)!;

    protected override void Check(TimingChangeValue value, ValueErrors errors)
    {
        TimingChecks.OneNamed(errors, value.Uid, value.AppletUid);
        TimingChecks.Optional(errors, "appletVersion", value.AppletVersion);
        TimingChecks.Configuration(errors, "configuration", value.Configuration);
        TimingChecks.Configuration(errors, "configurationSet", value.ConfigurationSet);
        if (value.ConfigurationRemoveKeys is { } keys && (keys.Count > 1000 || keys.Any(key => key is null)))
        {
            errors.Add("configurationRemoveKeys", "must be at most 1000 names");
        }

        TimingChecks.FinishEvent(errors, value.FinishEventType, value.FinishEventData, value.FinishEvent);
    }

    protected override TimingChangeValue Normalized(TimingChangeValue value)
    {
        var (type, data) = TimingChecks.FinishEventOf(value.FinishEventType, value.FinishEventData, value.FinishEvent);
        return value with
        {
            StartsAt = TimingChecks.WholeMilliseconds(value.StartsAt),
            EndsAt = TimingChecks.WholeMilliseconds(value.EndsAt),
            Configuration = TimingChecks.ConfigurationOf(value.Configuration),
            ConfigurationSet = TimingChecks.ConfigurationOf(value.ConfigurationSet),
            FinishEventType = type,
            FinishEventData = data,
            FinishEvent = null,
        };
    }

    protected override string DecidingConnection(TimingChangeValue value) => ConnectionNames.Front;
}
