namespace Placard.DeviceEmulation.Commands;

/// <summary>Only devices with the capability answer.</summary>
internal sealed class SetDeviceConnectionToVpn() : SettingCommand("Device.VPN.SetDeviceConnectionToVPN", Part.Management, "Device.VPN.SetVPNSucceed", "Device.VPN.SetVPNFailed")
{
    public override Task ExecuteAsync(CommandContext command)
    {
        if (!command.Device.Options.Profile.ManagementCapabilities.Contains("VPN"))
        {
            command.StaySilent();
            return Task.CompletedTask;
        }

        return base.ExecuteAsync(command);
    }

    protected override string[] Apply(CommandContext command)
    {
        command.State.VpnEnabled = CommandContext.Required(command.Flag("enabled"), "enabled");
        return [];
    }
}
