using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.Presence;

/// <summary>Writes the ends of sessions, many in one transaction, so that thousands of devices that vanish at once cost little.</summary>
public sealed partial class SessionEnds(
    SessionStore store, ConnectionRegistry connections, PresenceReports presence, TimeProvider time, ILogger<SessionEnds> logger) : BackgroundService
{
    private const int BatchSize = 256;

    private readonly Channel<(SessionKey Session, DateTime EndedAt)> _ends = Channel.CreateUnbounded<(SessionKey, DateTime)>(new() { SingleReader = true });

    /// <summary>The wire of a connection is gone.</summary>
    public void Ended(DeviceConnection connection)
    {
        if (connection.Device is null)
        {
            return;
        }

        var current = connections.Find(connection.Device.DeviceUid, connection.Name) == connection;
        connections.Remove(connection);
        _ends.Writer.TryWrite((connection.Session, time.Now()));
        if (current)
        {
            presence.Disconnected(connection);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _ends.Writer.TryComplete();
        if (ExecuteTask is { } work)
        {
            await work.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<(SessionKey Session, DateTime EndedAt)>(BatchSize);
        while (await _ends.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < BatchSize && _ends.Reader.TryRead(out var end))
            {
                batch.Add(end);
            }

            try
            {
                await store.EndAsync([.. batch.Select(end => end.Session)], batch[^1].EndedAt, CancellationToken.None);
            }
            catch (Exception exception)
            {
                // The next session of the device, or the burial of this node, closes what stays open.
                Log.EndFailed(logger, exception, batch.Count);
            }

            batch.Clear();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The ends of {Count} sessions could not be written.")]
        public static partial void EndFailed(ILogger logger, Exception exception, int count);
    }
}
