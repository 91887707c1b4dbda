using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Commands;

internal sealed class SetPeerRecovery()
    : SettingCommand("Device.PeerRecovery.SetPeerRecovery", Part.Management, "Device.PeerRecovery.SetPeerRecoverySucceeded")
{
    protected override string[] Apply(CommandContext command)
    {
        var enabled = CommandContext.Required(command.Flag("enabled"), "enabled");
        command.State.PeerRecovery = new Recovery(
            enabled,
            UrlLauncherAddress: enabled ? command.Text("urlLauncherAddress") : null,
            AutoEnableTimeoutMs: enabled ? null : command.Long("autoEnableTimeoutMs"));
        return ["PEER_RECOVERY"];
    }
}
