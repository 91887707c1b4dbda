namespace Placard.DeviceEmulation.Commands;

/// <summary>Goes to the applet, which is not emulated: the history shows that it came.</summary>
internal sealed class DispatchCommandToApplet() : StatePush("Applet.DispatchCommandToApplet", Part.Front)
{
    protected override void Take(CommandContext command)
    {
    }
}
