using System.Text.Json;
using Placard.DeviceEmulation.State;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>The front takes scheduled actions of the applet, the management part the others; the wrong part is silent.</summary>
internal sealed class SchedulePowerAction() : SettingCommand("Device.Power.SchedulePowerAction", Part.Both)
{
    public override Task ExecuteAsync(CommandContext command)
    {
        if (command.IsFront != PowerTypeOf(command).StartsWith("APPLET_", StringComparison.Ordinal))
        {
            command.StaySilent();
            return Task.CompletedTask;
        }

        return base.ExecuteAsync(command);
    }

    protected override string[] Apply(CommandContext command)
    {
        var uid = CommandContext.Required(command.Text("uid"), "uid");
        var days = command.List("weekdays").Select(day => day.ValueKind == JsonValueKind.Number ? Weekdays.Long(day.GetInt32()) : Weekdays.Long(day.ToString())).ToList();
        var action = new ScheduledPowerAction(uid, PowerTypeOf(command), days, CommandContext.Required(command.Text("time"), "time"));
        command.State.ScheduledPowerActions = command.State.ScheduledPowerActions.RemoveAll(other => other.Uid == uid).Add(action);
        return ["POWER_ACTIONS_SCHEDULE"];
    }

    private static string PowerTypeOf(CommandContext command) =>
        command.Integer("powerType") is { } number ? PerformPowerAction.NameOf((PowerType)number) : CommandContext.Required(command.Text("powerType"), "powerType");
}
