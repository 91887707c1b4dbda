namespace Placard.DeviceEmulation.Commands;

internal sealed class SetRemoteDesktopSettings()
    : SettingCommand("RemoteDesktop.SetRemoteDesktopSettings", Part.Management, "RemoteDesktop.SetRemoteDesktopSettingsSucceeded")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.RemoteDesktopEnabled = CommandContext.Required(command.Flag("enabled"), "enabled");
        return [];
    }
}
