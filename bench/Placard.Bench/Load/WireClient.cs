using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Placard.Bench.Load;

/// <summary>
/// One connection of a device over a bare TCP socket, as cheap as a load generator must be: frames are bytes, many leave in one write,
/// and answers are counted, not read.
/// </summary>
internal sealed class WireClient : IDisposable
{
    private const int Text = 1;
    private const int Ping = 9;
    private const int Pong = 10;
    private static readonly byte[] Response = Encoding.UTF8.GetBytes("{\"type\":\"response\"");

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _loggedIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _duid;
    private readonly Action<int> _confirmed;

    private WireClient(string duid, Action<int> confirmed)
    {
        _duid = duid;
        _confirmed = confirmed;
    }

    /// <summary>Connects and logs in by duid.</summary>
    /// <param name="api">The server.</param>
    /// <param name="duid">A device that it knows.</param>
    /// <param name="confirmed">Called with the number of frames that were confirmed.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<WireClient> LogInAsync(Uri api, string duid, Action<int> confirmed, CancellationToken cancellation)
    {
        var client = new WireClient(duid, confirmed);
        await client._socket.ConnectAsync(api.Host, api.Port, cancellation);
        var upgrade = $"GET /core-app/v2/ HTTP/1.1\r\nHost: {api.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await client._socket.SendAsync(Encoding.ASCII.GetBytes(upgrade), cancellation);
        _ = client.ReadAsync();
        await client._loggedIn.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellation);
        return client;
    }

    /// <summary>A frame as it goes over the wire. The mask is zero, so the text stays as it is.</summary>
    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> text, int opcode = Text)
    {
        var head = target.GetSpan(8 + text.Length);
        head[0] = (byte)(0x80 | opcode);
        var at = 2;
        if (text.Length < 126)
        {
            head[1] = (byte)(0x80 | text.Length);
        }
        else
        {
            head[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)text.Length);
            at = 4;
        }

        head.Slice(at, 4).Clear();
        text.CopyTo(head[(at + 4)..]);
        target.Advance(at + 4 + text.Length);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frames)
    {
        await _sending.WaitAsync();
        try
        {
            for (var sent = 0; sent < frames.Length;)
            {
                sent += await _socket.SendAsync(frames[sent..]);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var (filled, isUpgraded) = (0, false);
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(filled)) is > 0 and var read)
            {
                filled += read;
                var taken = 0;
                if (!isUpgraded)
                {
                    var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
                    if (end < 0)
                    {
                        continue;
                    }

                    (isUpgraded, taken) = (true, end + 4);
                }

                var confirmed = 0;
                while (Next(buffer.AsSpan(taken, filled - taken), out var opcode, out var start, out var length))
                {
                    if (buffer.AsSpan(taken + start, length).StartsWith(Response))
                    {
                        confirmed++;
                    }
                    else
                    {
                        await HandleAsync(opcode, buffer.AsMemory(taken + start, length));
                    }

                    taken += start + length;
                }

                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
                if (confirmed > 0)
                {
                    _confirmed(confirmed);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed by one side or the other.
        }

        _loggedIn.TrySetException(new InvalidOperationException($"The server closed the connection of {_duid}."));
    }

    private static bool Next(ReadOnlySpan<byte> bytes, out int opcode, out int start, out int length)
    {
        (opcode, start, length) = (0, 2, 0);
        if (bytes.Length < 2)
        {
            return false;
        }

        opcode = bytes[0] & 0x0F;
        length = bytes[1] & 0x7F;
        if (length == 126)
        {
            if (bytes.Length < 4)
            {
                return false;
            }

            (start, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        }

        return bytes.Length >= start + length;
    }

    private async Task HandleAsync(int opcode, ReadOnlyMemory<byte> payload)
    {
        if (opcode == Ping)
        {
            await SendAsync(Frame(payload.ToArray(), Pong));
            return;
        }

        if (opcode != Text)
        {
            return;
        }

        using var frame = JsonDocument.Parse(payload);
        var root = frame.RootElement;
        if (root.TryGetProperty("responseUid", out var responseUid) && root.GetProperty("type").GetString() == "request")
        {
            await SendTextAsync($$"""{"type":"response","responseUid":"{{responseUid.GetString()}}"}""");
        }

        switch (root.TryGetProperty("event", out var name) ? name.GetString() : null)
        {
            case "server-authenticate":
                await SendTextAsync($$$"""{"type":"request","event":"client-authenticate","payload":{"duid":"{{{_duid}}}","name":"management","actions":["Authentication.AuthenticationSucceed","Authentication.AuthenticationFailed"]}}""");
                break;
            case "server-authenticate-done":
                await SendTextAsync($$$"""{"type":"request","event":"action","payload":{"type":"Authentication.AuthenticateDevice","credentials":{"identity":"{{{_duid}}}"},"authenticationType":1}}""");
                break;
            case "action" when root.GetProperty("payload").GetProperty("type").GetString() == "Authentication.AuthenticationSucceed":
                _loggedIn.TrySetResult();
                break;
        }
    }

    private Task SendTextAsync(string text) => SendAsync(Frame(Encoding.UTF8.GetBytes(text), Text));

    private static ReadOnlyMemory<byte> Frame(byte[] payload, int opcode)
    {
        var frame = new ArrayBufferWriter<byte>(payload.Length + 8);
        Write(frame, payload, opcode);
        return frame.WrittenMemory;
    }
}
