using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Content;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.Presence;

/// <summary>Writes the ends of sessions, many in one transaction, so that thousands of devices that vanish at once cost little.</summary>
public sealed partial class SessionEnds(
    SessionStore store, ConnectionRegistry connections, ContentClock content, TimeProvider time, ILogger<SessionEnds> logger) : BackgroundService
{
    private const int BatchSize = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<(SessionKey Session, DateTime EndedAt)> _ends = Channel.CreateUnbounded<(SessionKey, DateTime)>(new() { SingleReader = true });

    /// <summary>The wire of a connection is gone.</summary>
    public void Ended(DeviceConnection connection)
    {
        if (connection.Device is null)
        {
            return;
        }

        connections.Remove(connection);
        content.Forget(connection);
        _ends.Writer.TryWrite((connection.Session, time.Now()));
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

            while (!await TryEndAsync(batch) && !_ends.Reader.Completion.IsCompleted && !stoppingToken.IsCancellationRequested)
            {
                // Unwritten, the devices would seem to be there for as long as this node lives.
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            batch.Clear();
        }
    }

    private async Task<bool> TryEndAsync(IReadOnlyList<(SessionKey Session, DateTime EndedAt)> batch)
    {
        try
        {
            await store.EndAsync(batch, CancellationToken.None);
            return true;
        }
        catch (Exception exception)
        {
            // The next session of the device, or the burial of this node, closes what stays open after all.
            Log.EndFailed(logger, exception, batch.Count);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The ends of {Count} sessions could not be written.")]
        public static partial void EndFailed(ILogger logger, Exception exception, int count);
    }
}
