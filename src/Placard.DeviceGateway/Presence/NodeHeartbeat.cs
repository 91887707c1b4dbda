using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.Presence;

/// <summary>Shows that this node lives, and closes what nodes left open that do not any more: at their last heartbeat. Also forgets old frames.</summary>
public sealed partial class NodeHeartbeat(
    Database database, NodeIdentity node, IOptions<GatewayOptions> options, TimeProvider time, ILogger<NodeHeartbeat> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await database.WriteAsync(
            (db, _) =>
            {
                db.GatewayNodes.Add(new() { Uid = node.Uid, StartedAt = now, HeartbeatAt = now });
                return Task.CompletedTask;
            },
            cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await database.WriteAsync((db, token) => BuryAsync(db, node.Uid, time.Now(), token), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await database.WriteAsync(BeatAsync, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.BeatFailed(logger, exception);
            }
        }
    }

    private static async Task BuryAsync(PlacardDbContext db, string nodeUid, DateTime diedAt, CancellationToken cancellation)
    {
        await db.ConnectionIntervals.Where(interval => interval.NodeUid == nodeUid && interval.DisconnectedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(interval => interval.DisconnectedAt, diedAt), cancellation);
        await db.DeviceSessions.Where(session => session.NodeUid == nodeUid && session.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(session => session.EndedAt, diedAt), cancellation);
        await db.GatewayNodes.Where(dead => dead.Uid == nodeUid).ExecuteDeleteAsync(cancellation);
    }

    private async Task BeatAsync(PlacardDbContext db, CancellationToken cancellation)
    {
        var now = time.Now();
        await db.GatewayNodes.Where(self => self.Uid == node.Uid)
            .ExecuteUpdateAsync(row => row.SetProperty(self => self.HeartbeatAt, now), cancellation);
        var deadline = now - options.Value.NodeLifetime;
        foreach (var dead in await db.GatewayNodes.AsNoTracking().Where(other => other.HeartbeatAt < deadline && other.Uid != node.Uid).ToListAsync(cancellation))
        {
            await BuryAsync(db, dead.Uid, dead.HeartbeatAt, cancellation);
        }

        var forgotten = now - options.Value.FrameMemory;
        await db.StoredFrames.Where(frame => frame.StoredAt < forgotten).ExecuteDeleteAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat could not be written.")]
        public static partial void BeatFailed(ILogger logger, Exception exception);
    }
}
