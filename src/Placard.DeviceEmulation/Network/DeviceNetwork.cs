using System.Net;
using System.Net.Sockets;

namespace Placard.DeviceEmulation.Network;

/// <summary>
/// HTTP for all devices of a process: one client for each local address, shared by the devices bound to it.
/// Several local addresses give a swarm more ephemeral ports than one address has.
/// </summary>
public sealed class DeviceNetwork(TimeSpan connectTimeout) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, HttpClient> _clients = [];

    /// <summary>The client whose sockets are bound to <paramref name="localAddress"/>; null leaves the choice to the system.</summary>
    public HttpClient ClientOf(IPAddress? localAddress)
    {
        var key = localAddress ?? IPAddress.Any;
        lock (_gate)
        {
            if (!_clients.TryGetValue(key, out var client))
            {
                client = new HttpClient(MakeHandler(localAddress)) { Timeout = TimeSpan.FromSeconds(100) };
                _clients[key] = client;
            }

            return client;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var client in _clients.Values)
            {
                client.Dispose();
            }

            _clients.Clear();
        }
    }

    private SocketsHttpHandler MakeHandler(IPAddress? localAddress)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = connectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = false,
        };
        if (localAddress is not null)
        {
            handler.ConnectCallback = (context, cancellationToken) => ConnectFrom(localAddress, context.DnsEndPoint, cancellationToken);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectFrom(IPAddress localAddress, DnsEndPoint remote, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(remote.Host, localAddress.AddressFamily, cancellationToken);
        var socket = new Socket(localAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(localAddress, 0));
            await socket.ConnectAsync(addresses, remote.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
