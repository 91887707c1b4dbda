using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Presence;
using Placard.Messaging;

namespace Placard.DeviceGateway.Sessions;

/// <summary>Begins sessions: fences off the older one of the same device and name, here and on other nodes, and sets the command pump going.</summary>
public sealed class SessionStart(SessionStore store, ConnectionRegistry connections, PresenceReports presence, CommandPump pump, IDeviceSignals signals)
{
    public async Task BeginAsync(DeviceConnection connection, DeviceIdentity device, string? newSecret, CancellationToken cancellation)
    {
        // Not given up halfway: a session that was committed and that nobody knows of would make the device seem to be there.
        var opened = await store.OpenAsync(connection, device, newSecret, CancellationToken.None);
        connection.Device = device;
        connection.Epoch = opened.Epoch;
        connection.Suspects = opened.Suspects;
        connection.Support = connection.Support!.WithCapabilities(opened.Capabilities);
        if (connections.Add(connection) is { } replaced)
        {
            replaced.Wire.Close("A newer connection of the same device and name replaced this one.");
        }

        await signals.SignalAsync(new(DeviceSignalKind.SessionReplaced, [device.DeviceUid], connection.Name, opened.Epoch), cancellation);
        presence.Alive(connection);
    }

    /// <summary>The device knows that it is logged in: now it may get commands.</summary>
    public void Begun(DeviceConnection connection) => pump.Wake(connection);
}
