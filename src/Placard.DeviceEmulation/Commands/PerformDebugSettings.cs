using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Commands;

internal sealed class PerformDebugSettings() : SettingCommand("Device.Debug.PerformDebugSettings", Part.Both)
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.Debug = new DebugSettings(command.Flag("appletEnabled") ?? false, command.Flag("nativeEnabled") ?? false);
        return ["DEBUG"];
    }
}
