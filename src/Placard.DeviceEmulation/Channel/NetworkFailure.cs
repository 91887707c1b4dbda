using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace Placard.DeviceEmulation.Channel;

/// <summary>Failures that a device survives by connecting again.</summary>
internal static class NetworkFailure
{
    public static bool Is(Exception error) =>
        error is WebSocketException or HttpRequestException or IOException or SocketException or JsonException or InvalidOperationException;
}
