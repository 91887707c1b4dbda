using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>The WebSocket driver.</summary>
internal sealed class WebSocketTransport(Uri address, HttpMessageInvoker invoker) : IChannelTransport
{
    private const int FirstBuffer = 2048;
    private const int LargestFrame = 4 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new() { Options = { KeepAliveInterval = TimeSpan.Zero } };
    private readonly SemaphoreSlim _sending = new(1, 1);

    public string Driver => "ws";

    public bool SendsPings => true;

    public Task OpenAsync(CancellationToken cancellationToken) => _socket.ConnectAsync(address, invoker, cancellationToken);

    public async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task<string> ReceiveAsync(Action<DeviceFrame> onFrame, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Waits with no buffer at all: thousands of idle sockets would else hold one each.
            var waiting = await _socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
            if (waiting.MessageType == WebSocketMessageType.Close)
            {
                return CloseReason();
            }

            if (waiting.EndOfMessage)
            {
                continue;
            }

            var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
            var length = 0;
            try
            {
                while (true)
                {
                    if (length == buffer.Length)
                    {
                        buffer = Enlarge(buffer);
                    }

                    var part = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                    if (part.MessageType == WebSocketMessageType.Close)
                    {
                        return CloseReason();
                    }

                    length += part.Count;
                    if (part.EndOfMessage)
                    {
                        break;
                    }
                }

                onFrame(DeviceFrame.Parse(buffer.AsSpan(0, length)));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    public async Task CloseAsync(int code, string reason, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private string CloseReason() => $"closed {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}".TrimEnd();

    private static byte[] Enlarge(byte[] buffer)
    {
        if (buffer.Length >= LargestFrame)
        {
            throw new JsonException("A frame is larger than a device takes.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
