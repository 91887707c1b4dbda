using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Commands;

/// <summary>
/// Bounds the damage of lost signals: looks every few seconds for due commands of devices connected to this node,
/// and ends sessions whose device stopped confirming frames.
/// </summary>
public sealed partial class DueCommandSweep(
    Database database, ConnectionRegistry connections, CommandPump pump, IOptions<GatewayOptions> options, DueCommandSweep.Context context) : BackgroundService
{
    /// <summary>What any part of the gateway needs to know of time and place.</summary>
    public sealed record Context(NodeIdentity Node, TimeProvider Time, ILogger<DueCommandSweep> Logger);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        context.Time.EveryAsync(options.Value.SweepInterval, SweepAsync, exception => Log.SweepFailed(context.Logger, exception), stoppingToken);

    private Task SweepAsync(CancellationToken cancellation)
    {
        EndSilentSessions();
        return WakeDueAsync(cancellation);
    }

    private void EndSilentSessions()
    {
        var now = context.Time.Now();
        foreach (var connection in connections.All)
        {
            if (connection.OldestUnconfirmed is { } oldest && now - oldest > options.Value.Patience(connection.Wire.Driver))
            {
                connection.Wire.Close("A frame was not confirmed.");
            }
        }
    }

    private async Task WakeDueAsync(CancellationToken cancellation)
    {
        if (connections.Count == 0)
        {
            return;
        }

        var due = await database.ReadAsync(db => (
            from action in db.AcrossOrganizations<DeviceAction>()
            join session in db.DeviceSessions on new { action.DeviceUid, action.Connection } equals new { session.DeviceUid, session.Connection }
            where action.SucceededAt == null && action.FailedAt == null && session.NodeUid == context.Node.Uid && session.EndedAt == null
                && (action.Delivery == DeliveryClass.Setting || action.Delivery == DeliveryClass.Once || action.Delivery == DeliveryClass.Forward)
                && (action.SentEpoch == null || (action.Delivery == DeliveryClass.Setting && action.SentEpoch < session.Epoch))
            select new { action.DeviceUid, action.Connection })
            .Distinct()
            .ToListAsync(cancellation));
        foreach (var waiting in due)
        {
            if (connections.Find(waiting.DeviceUid, waiting.Connection) is { } connection)
            {
                pump.Wake(connection);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Due commands could not be looked for; the next look follows.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
