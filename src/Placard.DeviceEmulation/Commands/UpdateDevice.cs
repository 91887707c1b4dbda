using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>The device's name.</summary>
internal sealed class UpdateDevice() : StatePush(ChannelActions.UpdateDevice)
{
    protected override void Take(CommandContext command) => command.State.Name = command.Text("deviceName");
}
