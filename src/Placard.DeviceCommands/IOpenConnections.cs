using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>
/// The connections of devices that are open on this node. A command for one of them is marked as sent in the transaction that stores it,
/// which spares a second one. Whoever is connected elsewhere, or comes later, is found by the signal and by the sweep.
/// </summary>
public interface IOpenConnections
{
    /// <summary>The session of a connection that would take a command now; null when there is none on this node.</summary>
    SessionKey? Ready(string deviceUid, string connection);

    /// <summary>Takes commands that are marked as sent in the session, in their order. Only after the commit.</summary>
    void Carry(SessionKey session, IReadOnlyList<DeviceAction> claimed);
}

/// <summary>Where no device connects, as in the administrator's commands.</summary>
internal sealed class NoOpenConnections : IOpenConnections
{
    public SessionKey? Ready(string deviceUid, string connection) => null;

    public void Carry(SessionKey session, IReadOnlyList<DeviceAction> claimed)
    {
    }
}
