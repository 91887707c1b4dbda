namespace Placard.DeviceEmulation.Commands;

internal sealed class SetExtendedManagementUrl() : SettingCommand("Device.ExtendedManagement.SetUrl")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.ExtendedManagementUrl = command.Text("url");
        return ["EXTENDED_MANAGEMENT"];
    }
}
