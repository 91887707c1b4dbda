using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>There is nothing to play.</summary>
internal sealed class LastActiveAppletMissed() : StatePush(ChannelActions.LastActiveAppletMissed, Part.Front)
{
    protected override void Take(CommandContext command) => command.State.AppletDefinitions = [];
}
