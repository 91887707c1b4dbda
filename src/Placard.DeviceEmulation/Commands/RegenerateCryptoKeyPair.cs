namespace Placard.DeviceEmulation.Commands;

/// <summary>Acknowledged only: the emulation has no key of its own.</summary>
internal sealed class RegenerateCryptoKeyPair()
    : SettingCommand("Device.Secret.RegenerateCryptoKeyPair", Part.Management, "Device.Secret.RegenerateCryptoKeyPairSucceeded")
{
    protected override string[] Apply(CommandContext command) => [];
}
