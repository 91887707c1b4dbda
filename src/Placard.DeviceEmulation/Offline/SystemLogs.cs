using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Offline;

/// <summary>System logs of a device.</summary>
internal sealed class SystemLogs(EmulatedDevice device)
{
    private readonly OfflineLines _lines = new(device, ChannelActions.SystemLog);

    public void Start()
    {
        if (!device.Options.SystemLogs)
        {
            return;
        }

        WriteStarted();
        PlanAlive(ConnectionNames.Front);
        PlanAlive(ConnectionNames.Management);
    }

    public void WriteStarted() =>
        Write("ApplicationStarted", ConnectionNames.Management, new JsonObject { ["startedAt"] = DeviceTime.Iso(device.Runtime.Time.GetUtcNow()) });

    public void Write(string type, string connection, JsonObject payload)
    {
        if (device.Options.SystemLogs)
        {
            payload["type"] = type;
            _lines.Dispatch(connection, new JsonObject { ["payload"] = payload });
        }
    }

    private void PlanAlive(string connection) =>
        device.Runtime.Scheduler.After(device.Options.Timings.AliveLogInterval, () =>
        {
            if (device.Stopping.IsCancellationRequested)
            {
                return;
            }

            if (device.Phase(connection) >= ConnectionPhase.Authenticated)
            {
                Write("DeviceAlive", connection, []);
            }

            PlanAlive(connection);
        });
}
