using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Commands;

internal sealed class SyncBrightnessSettings() : SettingCommand("Device.Brightness.SyncBrightnessSettings")
{
    protected override string[] Apply(CommandContext command)
    {
        var first = CommandContext.Required(command.Integer("brightness1"), "brightness1");
        command.State.Brightness = new BrightnessSchedule(
            command.Text("timeFrom1"),
            Math.Clamp(first, 0, 100),
            command.Text("timeFrom2"),
            Math.Clamp(command.Integer("brightness2") ?? first, 0, 100));
        return ["BRIGHTNESS"];
    }
}
