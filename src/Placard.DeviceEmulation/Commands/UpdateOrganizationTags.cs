using System.Text.Json;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

internal sealed class UpdateOrganizationTags() : StatePush(ChannelActions.UpdateOrganizationTags)
{
    protected override void Take(CommandContext command) =>
        command.State.Tags =
        [
            .. command.List("tags")
                .Where(tag => tag.ValueKind == JsonValueKind.Object && tag.TryGetProperty("name", out _))
                .Select(tag => tag.GetProperty("name").ToString()),
        ];
}
