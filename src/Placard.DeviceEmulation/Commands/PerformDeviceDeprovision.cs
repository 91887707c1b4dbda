using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Comes to both connections; the first one does it. Never answered.</summary>
internal sealed class PerformDeviceDeprovision() : StatePush(ChannelActions.PerformDeviceDeprovision)
{
    protected override void Take(CommandContext command)
    {
        if (command.Device.IsVerified)
        {
            command.Device.Deprovision();
        }
    }
}
