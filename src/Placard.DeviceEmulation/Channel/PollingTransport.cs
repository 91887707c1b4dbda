using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Placard.DeviceEmulation.Scheduling;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>
/// The HTTP polling driver: transmit what waits, receive, wait. The wait grows while nothing comes; any failed request ends the session.
/// </summary>
internal sealed class PollingTransport(Uri baseAddress, HttpClient http, SharedScheduler scheduler, TimeSpan shortestWait, TimeSpan longestWait) : IChannelTransport
{
    private readonly Lock _gate = new();
    private List<ReadOnlyMemory<byte>> _waiting = [];
    private PollingSession? _session;

    public string Driver => "http";

    public bool SendsPings => false;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync(Path("session"), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
        _session = await response.Content.ReadFromJsonAsync(DeviceProtocolJson.Default.PollingSession, cancellationToken)
            ?? throw new JsonException("The polling session is empty.");
    }

    public Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _waiting.Add(frame);
        }

        return Task.CompletedTask;
    }

    public async Task<string> ReceiveAsync(Action<DeviceFrame> onFrame, CancellationToken cancellationToken)
    {
        var wait = shortestWait;
        while (true)
        {
            await TransmitAsync(cancellationToken);
            using var request = Request(HttpMethod.Post, "receive-messages");
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            var frames = await response.Content.ReadFromJsonAsync(DeviceProtocolJson.Default.ListDeviceFrame, cancellationToken) ?? [];
            foreach (var frame in frames)
            {
                onFrame(frame);
            }

            wait = frames.Count > 0 ? shortestWait : TimeSpan.FromTicks(Math.Min((long)(wait.Ticks * 1.5), longestWait.Ticks));
            await scheduler.Delay(wait, cancellationToken);
        }
    }

    public async Task CloseAsync(int code, string reason, CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            return;
        }

        using var request = Request(HttpMethod.Delete, $"session/{_session.Id}");
        using var response = await http.SendAsync(request, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task TransmitAsync(CancellationToken cancellationToken)
    {
        List<ReadOnlyMemory<byte>> frames;
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return;
            }

            (frames, _waiting) = (_waiting, []);
        }

        using var request = Request(HttpMethod.Post, "transmit-messages");
        request.Content = new ByteArrayContent(ArrayOf(frames)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static byte[] ArrayOf(List<ReadOnlyMemory<byte>> frames)
    {
        using var body = new MemoryStream();
        body.WriteByte((byte)'[');
        for (var i = 0; i < frames.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(frames[i].Span);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, Path(path));
        if (_session is { } session)
        {
            request.Headers.TryAddWithoutValidation("X-Auth", $"{session.Id}:{session.Secret}");
        }

        return request;
    }

    // The doubled slash of the official client is kept on purpose: the server has to accept it.
    private Uri Path(string path) => new($"{baseAddress}/http-socket/{path}");
}
