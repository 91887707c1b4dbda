using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary><c>Web.Application.Ping</c> of the management connection: by it the server sees that the device is alive, not only its socket.</summary>
internal static class ApplicationPing
{
    public static void Start(EmulatedDevice device, DeviceConnection connection) => Send(device, connection, connection.AuthenticatedSessions);

    private static void Send(EmulatedDevice device, DeviceConnection connection, int session)
    {
        if (connection.Phase < ConnectionPhase.Authenticated || connection.AuthenticatedSessions != session)
        {
            return;
        }

        connection.Outbox.DispatchNowOrNever(new JsonObject { ["type"] = ChannelActions.Ping });
        device.Runtime.Counters.Add(Count.Pings);
        device.Runtime.Scheduler.After(device.Options.Timings.ApplicationPingInterval, () => Send(device, connection, session));
    }
}
