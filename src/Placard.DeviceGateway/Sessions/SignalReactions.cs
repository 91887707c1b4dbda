using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.CoreAppChannel;
using Placard.Messaging;

namespace Placard.DeviceGateway.Sessions;

/// <summary>What this node does when it hears that something changed for a device that is connected here.</summary>
public sealed partial class SignalReactions(
    IDeviceSignals signals, ConnectionRegistry connections, CommandPump pump, DeviceState state, ILogger<SignalReactions> logger) : IHostedService
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = signals.Subscribe(signal =>
        {
            foreach (var deviceUid in signal.DeviceUids)
            {
                React(signal, deviceUid);
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    private void React(DeviceSignal signal, string deviceUid)
    {
        foreach (var connection in connections.Of(deviceUid))
        {
            switch (signal.Kind)
            {
                case DeviceSignalKind.Commands:
                    pump.Wake(connection);
                    break;
                case DeviceSignalKind.State:
                    _ = SafelyAsync(() => state.RefreshAsync(connection, CancellationToken.None), deviceUid);
                    break;
                case DeviceSignalKind.Deprovisioned:
                    _ = SafelyAsync(() => state.ResetAsync(connection, CancellationToken.None), deviceUid);
                    break;
                case DeviceSignalKind.Disconnect:
                    connection.Wire.Close("The server ended the session.");
                    break;
                case DeviceSignalKind.SessionReplaced when connection.Name == signal.Connection && connection.Epoch < signal.Epoch:
                    connection.Wire.Close("A newer connection of the same device and name replaced this one.");
                    break;
            }
        }
    }

    private async Task SafelyAsync(Func<Task> work, string deviceUid)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, deviceUid);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A change of device {DeviceUid} could not be told to its session.")]
        public static partial void Failed(ILogger logger, Exception exception, string deviceUid);
    }
}
