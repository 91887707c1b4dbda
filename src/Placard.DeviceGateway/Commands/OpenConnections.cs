using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Commands;

/// <summary>Hands commands that were stored on this node to the connections that are open here.</summary>
internal sealed class OpenConnections(ConnectionRegistry connections, CommandPump pump) : IOpenConnections
{
    public DeliveryTurn? Reserve(string deviceUid, string connection) =>
        connections.Find(deviceUid, connection) is { Device.IsPaired: true, Wire.IsReady: true } open ? new Turn(open, connections, pump) : null;

    private sealed class Turn : DeliveryTurn
    {
        private readonly TaskCompletionSource<IReadOnlyList<DeviceAction>> _claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly DeviceConnection _connection;
        private readonly ConnectionRegistry _connections;
        private readonly CommandPump _pump;

        public Turn(DeviceConnection connection, ConnectionRegistry connections, CommandPump pump)
            : base(connection.Session)
        {
            _connection = connection;
            _connections = connections;
            _pump = pump;
            connection.Carried.Enqueue(_claimed.Task);
        }

        protected override void End(IReadOnlyList<DeviceAction> claimed)
        {
            // If the session ended in between, the next one and the deadlines treat them like whatever was sent and not answered.
            var isOpen = _connections.Find(Session.DeviceUid, Session.Connection) is { } open && open == _connection && open.Session == Session;
            if (_claimed.TrySetResult(isOpen ? claimed : []))
            {
                _pump.Carry(_connection);
            }
        }
    }
}
