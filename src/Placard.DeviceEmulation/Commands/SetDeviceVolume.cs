namespace Placard.DeviceEmulation.Commands;

internal sealed class SetDeviceVolume() : SettingCommand("Device.Audio.SetDeviceVolume")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.Volume = Math.Clamp(CommandContext.Required(command.Integer("volume"), "volume"), 0, 100);
        return ["VOLUME"];
    }
}
