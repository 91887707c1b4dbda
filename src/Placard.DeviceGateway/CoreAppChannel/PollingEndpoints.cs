using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>The channel over plain HTTP calls, with the same powers as the WebSocket.</summary>
public sealed class PollingEndpoints(FrameRouter router, PollingSessions sessions, IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Begins a session.</summary>
    public async Task CreateAsync(HttpContext http)
    {
        if (sessions.Create(http.Connection.RemoteIpAddress?.ToString(), out var connection) is not { } wire)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await WriteAsync(http, "{}"u8.ToArray());
            return;
        }

        await FrameRouter.GreetAsync(connection, http.RequestAborted);
        await WriteAsync(
            http,
            JsonSerializer.SerializeToUtf8Bytes(
                new PollingSession(wire.Id, wire.Secret, (time.Now() + options.Value.PollingLifetime).ToContract()), DeviceProtocolJson.Default.PollingSession));
    }

    /// <summary>The device sends frames. The answer confirms all of them, so it comes when all are committed.</summary>
    public async Task TransmitAsync(HttpContext http)
    {
        if (Find(http) is not var (wire, connection))
        {
            await RefuseAsync(http);
            return;
        }

        wire.Touch();
        await wire.Transmitting.WaitAsync(http.RequestAborted);
        try
        {
            var frames = await ReadAsync(http);
            var stored = new List<Task>(frames.Count);
            foreach (var frame in frames)
            {
                sessions.Flood(wire)?.Count();
                stored.Add(await router.HandleAsync(connection, frame, http.RequestAborted));
            }

            await Task.WhenAll(stored);
            await WriteAsync(http, "{}"u8.ToArray());
        }
        catch (Exception exception) when (exception is ProtocolViolationException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            sessions.End(wire);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(http, "{}"u8.ToArray());
        }
        finally
        {
            sessions.Settle(wire, connection);
            wire.Transmitting.Release();
        }
    }

    /// <summary>The device asks for frames; held until there is one or the hold is over.</summary>
    public async Task ReceiveAsync(HttpContext http)
    {
        if (Find(http) is not var (wire, connection))
        {
            await RefuseAsync(http);
            return;
        }

        wire.Touch();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var frames = await wire.TakeAsync(options.Value.PollingHold, () => sessions.Ready(connection), either.Token);
        wire.Touch();
        using var body = new MemoryStream();
        body.WriteByte((byte)'[');
        for (var index = 0; index < frames.Count; index++)
        {
            if (index > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(frames[index].Span);
        }

        body.WriteByte((byte)']');
        await WriteAsync(http, body.ToArray());
    }

    /// <summary>The device ends its session.</summary>
    public async Task DeleteAsync(HttpContext http, string id)
    {
        if (Find(http) is var (wire, _) && wire.Id == id)
        {
            sessions.End(wire);
        }

        await WriteAsync(http, "{}"u8.ToArray());
    }

    private static async Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await WriteAsync(http, "{}"u8.ToArray());
    }

    private static Task WriteAsync(HttpContext http, byte[] json)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = json.Length;
        return http.Response.Body.WriteAsync(json).AsTask();
    }

    private (PollingWire Wire, DeviceConnection Connection)? Find(HttpContext http)
    {
        var credentials = http.Request.Headers["X-Auth"].ToString().Split(':', 2);
        return credentials.Length == 2
            && sessions.Find(credentials[0]) is var (wire, connection)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(credentials[1]), Encoding.UTF8.GetBytes(wire.Secret))
                ? (wire, connection)
                : null;
    }

    private async Task<IReadOnlyList<DeviceFrame>> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (body.Length + read > options.Value.MaxPollingBytes)
            {
                throw new ProtocolViolationException("A call is too large.");
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            var frames = JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), DeviceProtocolJson.Default.ListDeviceFrame) ?? [];
            return frames.Any(frame => frame?.Type is null) ? throw new ProtocolViolationException("A frame has no type.") : frames;
        }
        catch (JsonException exception)
        {
            throw new ProtocolViolationException("A call is not a list of frames.", exception);
        }
    }
}
