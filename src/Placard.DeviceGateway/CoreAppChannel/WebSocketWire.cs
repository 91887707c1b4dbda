using System.Net.WebSockets;
using Placard.DeviceGateway.Sessions;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>A device on a WebSocket.</summary>
internal sealed class WebSocketWire(WebSocket socket, string? remoteAddress) : IDeviceWire, IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closing = new();

    public string Driver => "ws";

    public string? RemoteAddress => remoteAddress;

    public bool IsReady => socket.State == WebSocketState.Open && !_closing.IsCancellationRequested;

    /// <summary>Set when the session shall end.</summary>
    public CancellationToken Closing => _closing.Token;

    public string CloseReason { get; private set; } = "";

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            if (socket.State == WebSocketState.Open)
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellation);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            // The reading side sees the end of the socket and ends the session.
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Close(string reason)
    {
        CloseReason = reason;
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself.
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        _closing.Dispose();
    }
}
