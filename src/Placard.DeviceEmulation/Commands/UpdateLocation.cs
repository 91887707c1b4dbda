using System.Text.Json;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

internal sealed class UpdateLocation() : StatePush(ChannelActions.UpdateLocation)
{
    protected override void Take(CommandContext command) =>
        command.State.Location = command.Value("location") is { ValueKind: JsonValueKind.Object } location ? location : null;
}
