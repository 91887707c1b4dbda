using System.Text.Json.Nodes;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>What the server keeps of a device and its sessions are told.</summary>
internal sealed record StateOfDevice(
    string? OrganizationUid, bool IsBanned, string Name, string AuthHash, string? OrganizationTitle, LocationOfDevice? Location, IReadOnlyList<string> Tags);

internal sealed record LocationOfDevice(string Name, string? CustomId, string? Description);

/// <summary>Tells a session state by state, and nothing twice.</summary>
internal static class StatePushes
{
    public static async Task PushOnSubscribeAsync(this DeviceConnection connection, StateOfDevice state, CancellationToken cancellation)
    {
        await PushAsync(connection, ChannelActions.UpdateDeviceAuthHash, new() { ["authHash"] = state.AuthHash }, cancellation);
        await PushAsync(connection, ChannelActions.UpdateDevice, new() { ["deviceName"] = state.Name }, cancellation);
        await PushAsync(connection, ChannelActions.UpdateOrganization, new() { ["title"] = state.OrganizationTitle ?? "" }, cancellation);
    }

    /// <summary>What the session was told before and is different now.</summary>
    public static async Task PushChangesAsync(this DeviceConnection connection, StateOfDevice state, CancellationToken cancellation)
    {
        var subscribed = connection.Pushed.ContainsKey(ChannelActions.UpdateDevice);
        if (subscribed)
        {
            await connection.PushOnSubscribeAsync(state, cancellation);
        }

        if (subscribed || connection.Pushed.ContainsKey(ChannelActions.UpdateOrganizationTags))
        {
            await PushAsync(connection, ChannelActions.UpdateOrganizationTags, Tags(state), cancellation);
        }

        if (subscribed || connection.Pushed.ContainsKey(ChannelActions.UpdateLocation))
        {
            await PushAsync(connection, ChannelActions.UpdateLocation, Location(state), cancellation);
        }
    }

    /// <summary>The device asked: it gets them also when nothing changed.</summary>
    public static Task PushTagsAsync(this DeviceConnection connection, StateOfDevice state, CancellationToken cancellation)
    {
        connection.Pushed.TryRemove(ChannelActions.UpdateOrganizationTags, out _);
        return PushAsync(connection, ChannelActions.UpdateOrganizationTags, Tags(state), cancellation);
    }

    /// <inheritdoc cref="PushTagsAsync"/>
    public static Task PushLocationAsync(this DeviceConnection connection, StateOfDevice state, CancellationToken cancellation)
    {
        connection.Pushed.TryRemove(ChannelActions.UpdateLocation, out _);
        return PushAsync(connection, ChannelActions.UpdateLocation, Location(state), cancellation);
    }

    private static JsonObject Tags(StateOfDevice state) =>
        new() { ["tags"] = new JsonArray([.. state.Tags.Select(name => new JsonObject { ["name"] = name })]) };

    private static JsonObject Location(StateOfDevice state)
    {
        if (state.Location is not { } location)
        {
            return new() { ["location"] = null };
        }

        var told = new JsonObject { ["name"] = location.Name };
        if (location.CustomId is { } customId)
        {
            told["customId"] = customId;
        }

        if (location.Description is { } description)
        {
            told["description"] = description;
        }

        return new() { ["location"] = told };
    }

    private static async Task PushAsync(DeviceConnection connection, string type, JsonObject fields, CancellationToken cancellation)
    {
        var text = fields.ToJsonString();
        if (!connection.Pushed.TryGetValue(type, out var last) || last != text)
        {
            connection.Pushed[type] = text;
            await connection.SendIfWantedAsync(new(type, fields), cancellation);
        }
    }
}
