using System.Collections.Concurrent;

namespace Placard.DeviceGateway.Sessions;

/// <summary>The logged-in connections of this node, by device and connection name.</summary>
public sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<(string DeviceUid, string Connection), DeviceConnection> _connections = new();

    private readonly ConcurrentDictionary<(string Duid, string Connection), DeviceConnection> _byDuid = new();

    public int Count => _connections.Count;

    public IEnumerable<DeviceConnection> All => _connections.Values;

    /// <summary>Makes the connection the current one of its name; the one before is returned and must be closed.</summary>
    public DeviceConnection? Add(DeviceConnection connection)
    {
        DeviceConnection? replaced = null;
        _connections.AddOrUpdate(
            (connection.Device!.DeviceUid, connection.Name),
            connection,
            (_, current) =>
            {
                replaced = current.Epoch <= connection.Epoch && current != connection ? current : null;
                return current.Epoch <= connection.Epoch ? connection : current;
            });
        _byDuid[(connection.Device.Duid, connection.Name)] = connection;
        return replaced;
    }

    public void Remove(DeviceConnection connection)
    {
        if (connection.Device is { } device)
        {
            _connections.TryRemove(KeyValuePair.Create((device.DeviceUid, connection.Name), connection));
            _byDuid.TryRemove(KeyValuePair.Create((device.Duid, connection.Name), connection));
        }
    }

    public DeviceConnection? Find(string deviceUid, string connection) => _connections.GetValueOrDefault((deviceUid, connection));

    public DeviceConnection? FindByDuid(string duid, string connection) => _byDuid.GetValueOrDefault((duid, connection));

    public IEnumerable<DeviceConnection> Of(string deviceUid)
    {
        if (Find(deviceUid, DeviceProtocol.ConnectionNames.Management) is { } management)
        {
            yield return management;
        }

        if (Find(deviceUid, DeviceProtocol.ConnectionNames.Front) is { } front)
        {
            yield return front;
        }
    }
}
