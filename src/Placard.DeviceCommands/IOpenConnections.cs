using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>
/// The connections of devices that are open on this node. A command for one of them is marked as sent in the transaction that stores it,
/// which spares a second one. Whoever is connected elsewhere, or comes later, is found by the signal and by the sweep.
/// </summary>
public interface IOpenConnections
{
    /// <summary>
    /// A turn of a connection that would take a command now; null when there is none on this node. Only by who holds the lock on the connection's session:
    /// so turns have the order of the commits, and what is carried keeps it, whoever is quicker after the commit.
    /// </summary>
    DeliveryTurn? Reserve(string deviceUid, string connection);
}

/// <summary>A place in the line of a connection. Whoever is behind waits until it ends.</summary>
public abstract class DeliveryTurn(SessionKey session)
{
    public SessionKey Session => session;

    /// <summary>What is marked as sent in the session, in its order.</summary>
    public IReadOnlyList<DeviceAction> Claimed { get; set; } = [];

    /// <summary>Sends what is claimed. Only after the commit.</summary>
    public void Carry() => End(Claimed);

    /// <summary>Sends nothing, unless it is carried already.</summary>
    public void GiveUp() => End([]);

    /// <summary>The first call counts.</summary>
    protected abstract void End(IReadOnlyList<DeviceAction> claimed);
}

/// <summary>Where no device connects, as in the administrator's commands.</summary>
internal sealed class NoOpenConnections : IOpenConnections
{
    public DeliveryTurn? Reserve(string deviceUid, string connection) => null;
}
