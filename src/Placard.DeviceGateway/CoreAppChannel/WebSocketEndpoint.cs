using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.DeviceGateway.Presence;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>The channel over a WebSocket: one text message, one frame.</summary>
public sealed partial class WebSocketEndpoint(
    FrameRouter router, SessionEnds ends, IHostApplicationLifetime lifetime, WebSocketEndpoint.Context context, ILogger<WebSocketEndpoint> logger)
{
    private const int BufferSize = 4096;

    /// <summary>Time and limits.</summary>
    public sealed record Context(TimeProvider Time, IOptions<GatewayOptions> Options);

    public async Task HandleAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var wire = new WebSocketWire(socket, http.Connection.RemoteIpAddress?.ToString());
        await using var stopping = lifetime.ApplicationStopping.Register(() => wire.Close("The server is stopping."));
        var connection = new DeviceConnection(wire, context.Time);
        var (status, reason) = (WebSocketCloseStatus.NormalClosure, "");
        try
        {
            await FrameRouter.GreetAsync(connection, wire.Closing);
            await ReadAsync(socket, connection, wire.Closing);
        }
        catch (OperationCanceledException)
        {
            (status, reason) = (WebSocketCloseStatus.EndpointUnavailable, wire.CloseReason);
        }
        catch (ProtocolViolationException violation)
        {
            Log.Violated(logger, violation.Message, wire.RemoteAddress);
            (status, reason) = (WebSocketCloseStatus.PolicyViolation, violation.Message);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            // The other side vanished.
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            (status, reason) = (WebSocketCloseStatus.InternalServerError, "");
        }
        finally
        {
            ends.Ended(connection);
        }

        await CloseAsync(socket, status, reason);
    }

    private static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, string reason)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, reason, patience.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }

    private async Task ReadAsync(WebSocket socket, DeviceConnection connection, CancellationToken cancellation)
    {
        var flood = new FloodGuard(context.Options.Value, context.Time);
        while (await ReceiveAsync(socket, context.Options.Value.MaxFrameBytes, cancellation) is { } frame)
        {
            flood.Count();
            var done = await router.HandleAsync(connection, frame, cancellation);
            if (frame is { Type: FrameTypes.Request, ResponseUid: { } responseUid })
            {
                if (done.IsCompletedSuccessfully)
                {
                    await connection.Wire.SendAsync(DeviceFrame.Response(responseUid).ToUtf8(), cancellation);
                }
                else
                {
                    _ = ConfirmAsync(connection, done, responseUid);
                }
            }
        }
    }

    private async Task ConfirmAsync(DeviceConnection connection, Task done, string responseUid)
    {
        try
        {
            await done;
            await connection.Wire.SendAsync(DeviceFrame.Response(responseUid).ToUtf8(), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Not confirmed, so the device sends it again.
            Log.NotStored(logger, exception);
        }
    }

    // While nothing comes, no buffer is held: most connections are silent most of the time.
    private static async Task<DeviceFrame?> ReceiveAsync(WebSocket socket, int most, CancellationToken cancellation)
    {
        if ((await socket.ReceiveAsync(Memory<byte>.Empty, cancellation)).MessageType == WebSocketMessageType.Close)
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += received.Count;
                if (length > most)
                {
                    throw new ProtocolViolationException("A frame is too large.");
                }

                if (received.EndOfMessage)
                {
                    return FrameRouter.Parse(buffer.AsSpan(0, length));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A session was ended: {Reason} From {Address}.")]
        public static partial void Violated(ILogger logger, string reason, string? address);

        [LoggerMessage(Level = LogLevel.Error, Message = "A session ended by an error.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A frame could not be stored; the device will send it again.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
