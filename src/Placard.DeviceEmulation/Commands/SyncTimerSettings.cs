using System.Collections.Immutable;
using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Commands;

/// <summary>One timer; both times null delete it. Native timers are the management part's alone, proprietary ones are answered by both.</summary>
internal sealed class SyncTimerSettings() : SettingCommand("Device.Timer.SyncTimerSettings", Part.Both)
{
    public override Task ExecuteAsync(CommandContext command)
    {
        var isNative = command.Text("level") == "NATIVE";
        if (isNative && (command.IsFront || !command.Device.Options.Profile.NativeTimers))
        {
            command.StaySilent();
            return Task.CompletedTask;
        }

        return base.ExecuteAsync(command);
    }

    protected override string[] Apply(CommandContext command)
    {
        var type = CommandContext.Required(command.Text("timerType"), "timerType");
        var (timeOn, timeOff) = (command.Text("timeOn"), command.Text("timeOff"));
        var weekdays = command.Texts("weekdays").Select(Weekdays.Long).ToList();
        var timer = timeOn is null && timeOff is null ? null : new PowerTimer(type, timeOn, timeOff, weekdays, command.Integer("volume") ?? command.State.Volume);
        if (command.Text("level") == "NATIVE")
        {
            command.State.NativeTimers = With(command.State.NativeTimers, type, timer);
            return ["TIMERS"];
        }

        command.State.ProprietaryTimers = With(command.State.ProprietaryTimers, type, timer);
        return ["PROPRIETARY_TIMERS"];
    }

    private static ImmutableSortedDictionary<string, PowerTimer> With(ImmutableSortedDictionary<string, PowerTimer> timers, string type, PowerTimer? timer) =>
        timer is null ? timers.Remove(type) : timers.SetItem(type, timer);
}
