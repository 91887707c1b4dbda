using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Unicode;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Takes each frame of a connection to whoever handles it. The same for both wires.</summary>
public sealed class FrameRouter
{
    private const int MostEarly = 100;

    private readonly FrozenDictionary<string, IChannelAction> _actions;
    private readonly CommandReplies _replies;
    private readonly ConnectionRegistry _connections;

    public FrameRouter(IEnumerable<IChannelAction> actions, CommandReplies replies, ConnectionRegistry connections)
    {
        _connections = connections;
        _actions = actions.ToFrozenDictionary(action => action.Type, StringComparer.Ordinal);
        _replies = replies;
    }

    /// <summary>First frame of the server in a session.</summary>
    public static ValueTask GreetAsync(DeviceConnection connection, CancellationToken cancellation) =>
        connection.Wire.SendAsync(DeviceFrame.Request(FrameEvents.ServerAuthenticate).ToUtf8(), cancellation);

    public static DeviceFrame Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Utf8.IsValid(utf8) ? DeviceFrame.Parse(utf8) : throw new ProtocolViolationException("A frame is not valid UTF-8.");
        }
        catch (JsonException exception)
        {
            throw new ProtocolViolationException("A frame is not JSON of the expected shape.", exception);
        }
    }

    /// <summary>Handles one frame. The returned task ends when what it stores is committed, and with it the frame may be confirmed.</summary>
    /// <exception cref="ProtocolViolationException">The session must end.</exception>
    public async ValueTask<Task> HandleAsync(DeviceConnection connection, DeviceFrame frame, CancellationToken cancellation)
    {
        switch (frame.Type)
        {
            case FrameTypes.Ping:
                await connection.Wire.SendAsync(DeviceFrame.Pong.ToUtf8(), cancellation);
                return Task.CompletedTask;
            case FrameTypes.Pong:
                return Task.CompletedTask;
            case FrameTypes.Response:
                return frame.ResponseUid is null ? Task.CompletedTask : connection.ConfirmedAsync(frame.ResponseUid);
            case FrameTypes.Request when frame.Event == FrameEvents.ClientAuthenticate:
                Introduce(connection, frame.Payload);

                // A device that restarted may have left its old session behind; what is sent there from now on would be lost.
                _connections.FindByDuid(connection.Client!.Duid!, connection.Name)?.Wire.Close("The device opened a newer connection.");
                await connection.Wire.SendAsync(DeviceFrame.Request(FrameEvents.ServerAuthenticateDone).ToUtf8(), cancellation);
                return Task.CompletedTask;
            case FrameTypes.Request when frame.Event == FrameEvents.Action:
                return await ActAsync(connection, frame.Payload, cancellation);
            default:
                throw new ProtocolViolationException("A frame has an unknown type or event.");
        }
    }

    private static void Introduce(DeviceConnection connection, JsonElement? payload)
    {
        ClientAuthenticate? client = null;
        try
        {
            client = payload?.Deserialize(DeviceProtocolJson.Default.ClientAuthenticate);
        }
        catch (JsonException)
        {
            // Answered below like any other introduction that says nothing.
        }

        if (client is not { Duid.Length: > 0 and <= 255, Name: ConnectionNames.Front or ConnectionNames.Management, Actions.Count: <= 1000 }
            || client.Actions.Any(action => action is null or { Length: > 255 }))
        {
            throw new ProtocolViolationException("The introduction names no duid, no known connection or no actions.");
        }

        if (connection.Device is not null)
        {
            throw new ProtocolViolationException("The connection introduced itself twice.");
        }

        connection.Client = client;
        connection.Support = new DeviceSupport(client.Actions.ToHashSet(StringComparer.Ordinal), null);
    }

    private async ValueTask<Task> ActAsync(DeviceConnection connection, JsonElement? payload, CancellationToken cancellation)
    {
        // What has no type or is not known is confirmed all the same: a device repeats what is not, for ever.
        if (connection.Client is null || payload is not { } action || action.Text("type") is not { } type)
        {
            return Task.CompletedTask;
        }

        if (_actions.TryGetValue(type, out var handler))
        {
            if (handler.NeedsLogIn && connection.Device is null)
            {
                if (handler.KeptUntilLogIn && connection.Early.Count < MostEarly)
                {
                    connection.Early.Enqueue(action);
                }

                return Task.CompletedTask;
            }

            var done = handler.HandleAsync(connection, action, cancellation);
            if (handler.InOrder)
            {
                await done;
            }

            while (connection.Device is not null && connection.Early.TryDequeue(out var early))
            {
                await _actions[early.Text("type")!].HandleAsync(connection, early, cancellation);
            }

            return done;
        }

        if (_replies.IsReply(type))
        {
            await _replies.HandleAsync(connection, type, action, cancellation);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A device broke the protocol in a way that ends its session.</summary>
public sealed class ProtocolViolationException(string message, Exception? inner = null) : Exception(message, inner);
