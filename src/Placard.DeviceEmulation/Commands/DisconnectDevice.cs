namespace Placard.DeviceEmulation.Commands;

internal sealed class DisconnectDevice() : StatePush("Device.Connect.DisconnectDevice", Part.Front)
{
    protected override void Take(CommandContext command) => command.State.ConnectedTo = null;
}
