using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

internal sealed class UpdateDeviceAuthHash() : StatePush(ChannelActions.UpdateDeviceAuthHash)
{
    protected override void Take(CommandContext command) => command.State.AuthHash = command.Text("authHash");
}
