namespace Placard.DeviceEmulation.Commands;

internal sealed class SyncRemoteControlSettings() : SettingCommand("Device.RemoteControl.SyncRemoteControlSettings")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.RemoteControlEnabled = CommandContext.Required(command.Flag("enabled"), "enabled");
        return ["REMOTE_CONTROL"];
    }
}
