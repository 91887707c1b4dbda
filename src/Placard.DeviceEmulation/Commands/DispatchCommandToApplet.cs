namespace Placard.DeviceEmulation.Commands;

/// <summary>Goes to whoever plays the applet; the history shows that it came.</summary>
internal sealed class DispatchCommandToApplet() : StatePush("Applet.DispatchCommandToApplet", Part.Front)
{
    protected override void Take(CommandContext command) => command.Device.HandToApplet(command.Text("appletUid"), command.Value("command"));
}
