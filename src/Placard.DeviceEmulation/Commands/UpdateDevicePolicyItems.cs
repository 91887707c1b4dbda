using System.Text.Json;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

internal sealed class UpdateDevicePolicyItems() : StatePush(ChannelActions.UpdateDevicePolicyItems, Part.Management)
{
    protected override void Take(CommandContext command)
    {
        command.State.PolicyItems = [.. command.List("items").Where(item => item.ValueKind == JsonValueKind.Object)];
        command.Device.Policies.OnItemsChanged();
    }
}
