using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;

namespace Placard.DeviceGateway.CoreAppChannel.Actions;

public sealed class CheckVerificationAction(DeviceState state) : IChannelAction
{
    public string Type => ChannelActions.CheckVerification;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation) =>
        state.CheckVerificationAsync(connection, cancellation);
}

public sealed class SubscribeActiveAppletAction(DeviceState state) : IChannelAction
{
    public string Type => ChannelActions.SubscribeActiveApplet;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation) =>
        state.SubscribeAsync(connection, cancellation);
}

public sealed class GetOrganizationTagsAction(DeviceState state) : IChannelAction
{
    public string Type => ChannelActions.GetOrganizationTags;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation) =>
        state.SendTagsAsync(connection, cancellation);
}

public sealed class GetLocationAction(DeviceState state) : IChannelAction
{
    public string Type => ChannelActions.GetLocation;

    public Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation) =>
        state.SendLocationAsync(connection, cancellation);
}

public sealed class GetDevicePolicyItemsAction : IChannelAction
{
    public string Type => ChannelActions.GetDevicePolicyItems;

    public async Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation) =>
        await connection.SendIfWantedAsync(new(ChannelActions.UpdateDevicePolicyItems, new JsonObject { ["items"] = new JsonArray() }), cancellation);
}
