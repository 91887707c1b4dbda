namespace Placard.DeviceEmulation.Commands;

/// <summary>The profile itself is not used: the emulation builds no tunnel.</summary>
internal sealed class PushVpnConfig() : StatePush("Device.VPN.PushVPNConfig", Part.Management)
{
    protected override void Take(CommandContext command)
    {
    }
}
