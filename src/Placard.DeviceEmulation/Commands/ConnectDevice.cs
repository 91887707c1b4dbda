namespace Placard.DeviceEmulation.Commands;

/// <summary>A developer's machine offers an applet.</summary>
internal sealed class ConnectDevice() : StatePush("Device.Connect.ConnectDevice", Part.Front)
{
    protected override void Take(CommandContext command) => command.State.ConnectedTo = command.Text("remoteIp");
}
