using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>An on and off timer of the device. Both times null or absent remove the timer.</summary>
/// <param name="Type" example="&quot;TIMER_2&quot;">TIMER_1 to TIMER_7.</param>
/// <param name="TimeOn" example="&quot;10:30:00&quot;">Device-local time of day, HH:MM:SS, or null.</param>
/// <param name="TimeOff" example="&quot;22:00:00&quot;">Device-local time of day, HH:MM:SS, or null.</param>
/// <param name="Weekdays" example="[&quot;mon&quot;,&quot;fri&quot;]">mon, tue, wed, thu, fri, sat, sun.</param>
/// <param name="Volume" example="55">0 to 100.</param>
public sealed record TimerRequest(
    [property: JsonRequired] string Type, string? TimeOn, string? TimeOff, IReadOnlyList<string>? Weekdays, int? Volume);

/// <summary>An on and off timer of the device.</summary>
/// <param name="Type" example="&quot;TIMER_2&quot;">TIMER_1 to TIMER_7.</param>
/// <param name="Level">NATIVE: the whole device sleeps. PROPRIETARY: only its display.</param>
/// <param name="TimeOn" example="&quot;10:30:00&quot;">Device-local time of day, HH:MM:SS, or null.</param>
/// <param name="TimeOff" example="&quot;22:00:00&quot;">Device-local time of day, HH:MM:SS, or null.</param>
/// <param name="Weekdays" example="[&quot;mon&quot;,&quot;fri&quot;]">mon, tue, wed, thu, fri, sat, sun.</param>
/// <param name="Volume" example="55">0 to 100, or null.</param>
public sealed record TimerValue(string Type, string Level, string? TimeOn, string? TimeOff, IReadOnlyList<string> Weekdays, int? Volume)
{
    [JsonIgnore]
    public bool IsRemoval => TimeOn is null && TimeOff is null;
}

/// <summary>Timers of the display's own clock. The device can't be reached while it is off.</summary>
public sealed class SetTimer : TimerKind
{
    public override string ActionType => "SET_TIMER";

    public override string Summary => "Sets or removes a native timer.";

    public override string Level => "NATIVE";

    public override string Telemetry => "TIMERS";

    public override string Capability => "TIMERS_NATIVE";
}

/// <summary>Timers of the software. The device stays connected, only its display goes off.</summary>
public sealed class SetProprietaryTimer : TimerKind
{
    public override string ActionType => "SET_PROPRIETARY_TIMER";

    public override string Summary => "Sets or removes a software timer.";

    public override string Level => "PROPRIETARY";

    public override string Telemetry => "PROPRIETARY_TIMERS";

    public override string Capability => "TIMERS_PROPRIETARY";
}

public abstract class TimerKind : DeviceActionKind<TimerRequest, TimerValue>
{
    /// <summary>NATIVE or PROPRIETARY.</summary>
    public abstract string Level { get; }

    public override DeliveryClass Delivery => DeliveryClass.Setting;

    public override bool CopiedToOtherConnection => true;

    // Both levels share an action on the wire.
    public override IReadOnlyList<WireReply> Replies =>
    [
        new("Device.Timer.SyncTimerSettingsSucceed", ReplyOutcome.Succeeded),
        new("Device.Timer.SyncTimerSettingsFailed", ReplyOutcome.Failed),
    ];

    /// <summary>Whether a stored value removes its timer.</summary>
    public bool IsRemoval(JsonElement value) => Value(value).IsRemoval;

    public override bool IsProvedBy(JsonElement value, JsonElement telemetry)
    {
        var wanted = Value(value);
        var timers = telemetry.Items().Where(timer => timer.Text("type") == wanted.Type).ToArray();
        return wanted.IsRemoval
            ? telemetry.ValueKind == JsonValueKind.Array && timers.Length == 0
            : timers.Any(timer => timer.Text("timeOn") == wanted.TimeOn && timer.Text("timeOff") == wanted.TimeOff
                && timer.Weekdays("weekdays").SetEquals(wanted.Weekdays.Select(Weekday.Parse).OfType<DayOfWeek>()));
    }

    protected override JsonTypeInfo<TimerRequest> RequestJson => TimerJson.Default.TimerRequest;

    protected override JsonTypeInfo<TimerValue> ValueJson => TimerJson.Default.TimerValue;

    protected override TimerValue Accept(TimerRequest request, ValueErrors errors)
    {
        if (request.Type is not ['T', 'I', 'M', 'E', 'R', '_', >= '1' and <= '7'])
        {
            errors.Add("type", "must be one of TIMER_1 to TIMER_7");
        }

        var (on, off) = (Time("timeOn", request.TimeOn), Time("timeOff", request.TimeOff));
        var days = Weekday.Read("weekdays", request.Weekdays ?? [], errors);
        if (request.Weekdays is null && (on ?? off) is not null)
        {
            errors.Add("weekdays", "is required");
        }

        if (request.Volume is { } volume)
        {
            errors.Range("volume", volume, 0, 100);
        }

        return new(request.Type, Level, on, off, [.. days.Select(day => day.Short())], request.Volume);

        string? Time(string field, string? text)
        {
            // As forms write it.
            if (text is null or "" or "null" or "NULL")
            {
                return null;
            }

            errors.TimeOfDay(field, text);
            return text;
        }
    }

    // Both parts answer for software timers, and only management for native ones; it is management that switches the display and reports the timers.
    protected override string DecidingConnection(TimerValue value) => ConnectionNames.Management;

    protected override string SupersedeKey(TimerValue value) => value.Type;

    protected override WireAction Encode(string uid, TimerValue value)
    {
        var fields = new JsonObject
        {
            ["uid"] = uid,
            ["level"] = value.Level,
            ["timerType"] = value.Type,
            ["timeOn"] = value.TimeOn,
            ["timeOff"] = value.TimeOff,
            ["weekdays"] = new JsonArray([.. value.Weekdays.Select(day => JsonValue.Create(day))]),
        };
        if (value.Volume is { } volume)
        {
            fields["volume"] = volume;
        }

        return new("Device.Timer.SyncTimerSettings", fields);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(LenientInt32Converter), typeof(StrictTextConverter)])]
[JsonSerializable(typeof(TimerRequest))]
[JsonSerializable(typeof(TimerValue))]
internal sealed partial class TimerJson : JsonSerializerContext;
