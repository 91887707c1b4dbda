using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Placard.DeviceProtocol;

namespace Placard.TestKit.Wire;

/// <summary>Carries the frames of a played device.</summary>
internal interface IFrameTransport
{
    /// <summary>The answer of a call confirms what it brought.</summary>
    bool ConfirmsByCall { get; }

    Task SendAsync(ReadOnlyMemory<byte> frame);

    /// <summary>The next frame; null when the session is over.</summary>
    Task<DeviceFrame?> ReceiveAsync();

    Task AbortAsync();
}

internal sealed class SocketTransport(ClientWebSocket socket) : IFrameTransport
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _buffer = new byte[256 * 1024];

    public bool ConfirmsByCall => false;

    public static async Task<IFrameTransport> OpenAsync(Uri api)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(api) { Scheme = "ws", Path = "/core-app/v2/" }.Uri, CancellationToken.None);
        return new SocketTransport(socket);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        await _sending.WaitAsync();
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The session is over; the reading side tells.
        }
        finally
        {
            _sending.Release();
        }
    }

    public async Task<DeviceFrame?> ReceiveAsync()
    {
        var length = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += received.Count;
                if (received.EndOfMessage)
                {
                    return DeviceFrame.Parse(_buffer.AsSpan(0, length));
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            return null;
        }
    }

    public Task AbortAsync()
    {
        socket.Abort();
        return Task.CompletedTask;
    }
}

internal sealed class PollingTransport(HttpClient client, string id) : IFrameTransport
{
    // The path with the doubled slash, as the official client sends it.
    private const string Base = "/core-app/v2//http-socket/";

    private readonly Queue<DeviceFrame> _waiting = new();
    private readonly CancellationTokenSource _over = new();

    public bool ConfirmsByCall => true;

    public static async Task<IFrameTransport> OpenAsync(HttpClient client)
    {
        using var answer = await client.PostAsync(Base + "session", null);
        answer.EnsureSuccessStatusCode();
        var session = (await answer.Content.ReadFromJsonAsync(DeviceProtocolJson.Default.PollingSession))!;
        client.DefaultRequestHeaders.Add("X-Auth", $"{session.Id}:{session.Secret}");
        return new PollingTransport(client, session.Id);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        using var content = new ByteArrayContent([(byte)'[', .. frame.Span, (byte)']']);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await client.PostAsync(Base + "transmit-messages", content, _over.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The session is over; the reading side tells.
        }
    }

    public async Task<DeviceFrame?> ReceiveAsync()
    {
        try
        {
            while (_waiting.Count == 0)
            {
                using var answer = await client.PostAsync(Base + "receive-messages", null, _over.Token);
                if (!answer.IsSuccessStatusCode)
                {
                    return null;
                }

                var frames = await answer.Content.ReadFromJsonAsync(DeviceProtocolJson.Default.ListDeviceFrame, _over.Token);
                frames!.ForEach(_waiting.Enqueue);
            }

            return _waiting.Dequeue();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    public async Task AbortAsync()
    {
        if (!_over.IsCancellationRequested)
        {
            await _over.CancelAsync();
            using var answer = await client.DeleteAsync($"{Base}session/{id}");
        }
    }
}
