using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Commands;

/// <summary>Hands commands that were stored on this node to the connections that are open here.</summary>
internal sealed class OpenConnections(ConnectionRegistry connections, CommandPump pump) : IOpenConnections
{
    public SessionKey? Ready(string deviceUid, string connection) =>
        connections.Find(deviceUid, connection) is { Device.IsPaired: true, Wire.IsReady: true } open ? open.Session : null;

    public void Carry(SessionKey session, IReadOnlyList<DeviceAction> claimed)
    {
        // If the session ended in between, the next one and the deadlines treat them like whatever was sent and not answered.
        if (connections.Find(session.DeviceUid, session.Connection) is { } open && open.Session == session)
        {
            pump.Carry(open, claimed);
        }
    }
}
