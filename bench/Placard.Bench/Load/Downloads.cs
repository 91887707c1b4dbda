using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Placard.Bench.Load;

/// <summary>Many clients that download one file at once, each over a connection of its own, at as little cost as can be: what comes is counted and thrown away.</summary>
internal static class Downloads
{
    private const int MostHeaderBytes = 16 * 1024;

    // All clients write over the same bytes; nobody reads them.
    private static readonly byte[] Sink = new byte[256 * 1024];

    /// <returns>Bytes of content in a second, from the first request to the last byte.</returns>
    public static async Task<double> RunAsync(Uri address, int clients, long size, CancellationToken cancellation)
    {
        var sockets = new List<Socket>(clients);
        try
        {
            for (var number = 0; number < clients; number++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellation);
            }

            var request = Encoding.ASCII.GetBytes($"GET {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: keep-alive\r\n\r\n");
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(sockets.Select(socket => OneAsync(socket, request, size, cancellation)));
            return clients * (double)size / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task OneAsync(Socket socket, byte[] request, long size, CancellationToken cancellation)
    {
        await socket.SendAsync(request, cancellation);
        var left = size - await HeadersAsync(socket, size, cancellation);
        while (left > 0)
        {
            var read = await socket.ReceiveAsync(Sink.AsMemory(0, (int)Math.Min(Sink.Length, left)), cancellation);
            left -= read > 0 ? read : throw new InvalidOperationException($"{left} of {size} bytes did not come.");
        }
    }

    // Reads the headers and what of the content came with them.
    private static async Task<int> HeadersAsync(Socket socket, long size, CancellationToken cancellation)
    {
        var bytes = new byte[MostHeaderBytes];
        var count = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(count), cancellation);
            count += read > 0 ? read : throw new InvalidOperationException("The server hung up.");
            var end = bytes.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                continue;
            }

            var headers = Encoding.ASCII.GetString(bytes, 0, end);
            return headers.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) && headers.Contains($"Content-Length: {size}", StringComparison.OrdinalIgnoreCase)
                ? count - end - 4
                : throw new InvalidOperationException($"The answer is another one:\n{headers}");
        }
    }
}
