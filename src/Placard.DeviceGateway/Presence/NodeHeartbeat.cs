using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Presence;

/// <summary>Shows that this node lives, and closes what nodes left open that do not any more: at their last heartbeat. Also forgets old frames.</summary>
public sealed partial class NodeHeartbeat(
    Database database, NodeIdentity node, SessionClosing closing, ConnectionRegistry connections, NodeHeartbeat.Context context) : BackgroundService
{
    /// <summary>Time, limits, and where to tell of what happens.</summary>
    public sealed record Context(IOptions<GatewayOptions> Options, TimeProvider Time, ILogger<NodeHeartbeat> Logger);

    /// <summary>Shows that this node lives, and looks for those that do not any more.</summary>
    public async Task BeatAsync(CancellationToken cancellation)
    {
        if (!await database.WriteAsync(ShowAsync, cancellation))
        {
            // It was silent for so long that another node buried it. Its devices were declared offline, so they must begin anew.
            Log.WasBuried(context.Logger);
            foreach (var connection in connections.All)
            {
                connection.Wire.Close("The server lost its place.");
            }
        }

        var deadline = context.Time.Now() - context.Options.Value.NodeLifetime;
        var dead = await database.ReadAsync(db => db.GatewayNodes.AsNoTracking()
            .Where(other => other.HeartbeatAt < deadline && other.Uid != node.Uid).ToListAsync(cancellation));
        foreach (var other in dead)
        {
            await database.WriteAsync((db, token) => BuryAsync(db, other, token), cancellation);
        }

        var forgotten = context.Time.Now() - context.Options.Value.FrameMemory;
        await database.WriteAsync((db, token) => db.StoredFrames.Where(frame => frame.StoredAt < forgotten).ExecuteDeleteAsync(token), cancellation);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(ShowAsync, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await database.WriteAsync(
                async (db, token) =>
                {
                    await closing.EndAllAsync(db, node.Uid, context.Time.Now(), token);
                    await db.GatewayNodes.Where(self => self.Uid == node.Uid).ExecuteDeleteAsync(token);
                },
                cancellationToken);
        }
        catch (Exception exception)
        {
            // With a database that is away the node ends like a killed one: others find out by its heartbeat.
            Log.BeatFailed(context.Logger, exception);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        context.Time.EveryAsync(context.Options.Value.SweepInterval, BeatAsync, exception => Log.BeatFailed(context.Logger, exception), stoppingToken, atOnce: true);

    // Of several nodes that find it dead, one removes its row; the others wait for that, and then there is nothing left to do.
    private async Task BuryAsync(PlacardDbContext db, GatewayNode dead, CancellationToken cancellation)
    {
        if (await db.GatewayNodes.Where(other => other.Uid == dead.Uid && other.HeartbeatAt == dead.HeartbeatAt).ExecuteDeleteAsync(cancellation) == 1)
        {
            await closing.EndAllAsync(db, dead.Uid, dead.HeartbeatAt, cancellation);
        }
    }

    /// <returns>Whether the node was known.</returns>
    private async Task<bool> ShowAsync(PlacardDbContext db, CancellationToken cancellation)
    {
        var now = context.Time.Now();
        if (await db.GatewayNodes.Where(self => self.Uid == node.Uid).ExecuteUpdateAsync(row => row.SetProperty(self => self.HeartbeatAt, now), cancellation) == 1)
        {
            return true;
        }

        db.GatewayNodes.Add(new() { Uid = node.Uid, StartedAt = now, HeartbeatAt = now });
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat could not be written.")]
        public static partial void BeatFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "This node was silent for too long and was taken for dead; its devices connect anew.")]
        public static partial void WasBuried(ILogger logger);
    }
}
