namespace Placard.DeviceEmulation.Commands;

/// <summary>Answered by both parts.</summary>
internal sealed class CancelScheduledPowerAction() : SettingCommand("Device.Power.CancelScheduledPowerAction", Part.Both)
{
    protected override string[] Apply(CommandContext command)
    {
        var uid = CommandContext.Required(command.Text("scheduledPowerActionUid"), "scheduledPowerActionUid");
        command.State.ScheduledPowerActions = command.State.ScheduledPowerActions.RemoveAll(action => action.Uid == uid);
        return ["POWER_ACTIONS_SCHEDULE"];
    }
}
