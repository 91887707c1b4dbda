using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

internal sealed class UpdateOrganization() : StatePush(ChannelActions.UpdateOrganization)
{
    protected override void Take(CommandContext command) => command.State.OrganizationTitle = command.Text("title");
}
