using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>An applet for a device. What is not said is as usual: from now on until something later begins, first in order, one minute at a time.</summary>
/// <param name="AppletUid">Applet of the device's organization.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">A version that exists.</param>
/// <param name="StartsAt">Now if not said.</param>
/// <param name="EndsAt">The same as the beginning if not said.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">An object, or text that holds one.</param>
/// <param name="Position" example="1">Order on the device.</param>
/// <param name="FinishEventType" example="&quot;DURATION&quot;">DURATION, SCREEN_TAP or IDLE_TIMEOUT.</param>
/// <param name="FinishEventData" example="60000">Any JSON; kept as it is.</param>
/// <param name="FinishEvent">Both in one object; goes before the single fields.</param>
/// <param name="Active">True: from now on, and the device's other timings no more. False: never, until it is made active. Null: by the times.</param>
public sealed record NewTimingValue(
    [property: JsonRequired] string AppletUid,
    [property: JsonRequired] string AppletVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? StartsAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? EndsAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Configuration,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FinishEventType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement FinishEventData,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FinishEventValue? FinishEvent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Active);

/// <summary>What lets the next applet follow.</summary>
/// <param name="Type" example="&quot;DURATION&quot;">DURATION, SCREEN_TAP or IDLE_TIMEOUT.</param>
/// <param name="Data" example="60000">Any JSON; kept as it is.</param>
public sealed record FinishEventValue(string? Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement Data);

public sealed class CreateTiming : DeviceActionKind<NewTimingValue>
{
    public override string ActionType => "CREATE_TIMING";

    public override string Summary => "Puts an applet on the device.";

    public override DeliveryClass Delivery => DeliveryClass.State;

    protected override JsonTypeInfo<NewTimingValue> ValueJson => TimingJson.Default.NewTimingValue;

    public static NewTimingValue Of(JsonElement stored) => stored.Deserialize(TimingJson.Default.NewTimingValue)!;

    protected override void Check(NewTimingValue value, ValueErrors errors)
    {
        TimingChecks.Named(errors, "appletUid", value.AppletUid);
        TimingChecks.Named(errors, "appletVersion", value.AppletVersion);
        TimingChecks.Configuration(errors, "configuration", value.Configuration);
        TimingChecks.FinishEvent(errors, value.FinishEventType, value.FinishEventData, value.FinishEvent);
    }

    protected override NewTimingValue Normalized(NewTimingValue value)
    {
        var (type, data) = TimingChecks.FinishEventOf(value.FinishEventType, value.FinishEventData, value.FinishEvent);
        return value with
        {
            StartsAt = TimingChecks.WholeMilliseconds(value.StartsAt),
            EndsAt = TimingChecks.WholeMilliseconds(value.EndsAt),
            Configuration = TimingChecks.ConfigurationOf(value.Configuration),
            FinishEventType = type,
            FinishEventData = data,
            FinishEvent = null,
        };
    }

    protected override string DecidingConnection(NewTimingValue value) => ConnectionNames.Front;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(StrictTextConverter), typeof(InstantConverter), typeof(LenientDoubleConverter), typeof(LenientBooleanConverter)])]
[JsonSerializable(typeof(NewTimingValue))]
[JsonSerializable(typeof(TimingChangeValue))]
[JsonSerializable(typeof(TimingRemovalValue))]
internal sealed partial class TimingJson : JsonSerializerContext;
