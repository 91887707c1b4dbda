using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Data.Connections;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Presence;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Sessions;

/// <summary>A session that was open until now.</summary>
public sealed record EndedSession(string DeviceUid, string Connection, DateTime EndedAt);

/// <summary>
/// Ends sessions in the database, many in a few statements: the session, its interval, and what that means for the device's presence.
/// A session never ends before it began, whatever the clocks of two nodes say.
/// </summary>
public sealed class SessionClosing(PresenceRecords presence)
{
    /// <summary>Ends sessions of this node. One that was replaced is not touched: its end was written by its successor.</summary>
    public async Task EndAsync(PlacardDbContext db, IReadOnlyList<(SessionKey Session, DateTime EndedAt)> sessions, CancellationToken cancellation)
    {
        await db.LockSessionsAsync([.. sessions.Select(end => end.Session.DeviceUid).Distinct().Order(StringComparer.Ordinal)], cancellation);
        var rows = string.Join(", ", Enumerable.Range(0, sessions.Count).Select(row => $"({{{row * 4}}}, {{{(row * 4) + 1}}}, {{{(row * 4) + 2}}}, {{{(row * 4) + 3}}})"));
        object[] values = [.. sessions.SelectMany(end => new object[] { end.Session.DeviceUid, end.Session.Connection, end.Session.Epoch, end.EndedAt })];
        var gone = "with gone (device, part, session_epoch, gone_at) as (values " + rows + ")\n";
        var endSessions = gone + """
            update gateway_session set ended_at = case when connected_at > gone_at then connected_at else gone_at end
            from gone where device_uid = device and connection = part and epoch = session_epoch and ended_at is null
            returning device_uid as "DeviceUid", connection as "Connection", ended_at as "EndedAt"
            """;
        var endIntervals = gone + """
            update gateway_interval set disconnected_at = case when connected_at > gone_at then connected_at else gone_at end
            from gone where device_uid = device and connection = part and epoch = session_epoch and disconnected_at is null
            """;
        var ended = await db.Database.SqlQueryRaw<EndedSession>(endSessions, values).ToListAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync(endIntervals, values, cancellation);
        await presence.EndedAsync(db, ended, cancellation);
    }

    /// <summary>Ends all that a node left open.</summary>
    public async Task EndAllAsync(PlacardDbContext db, string nodeUid, DateTime diedAt, CancellationToken cancellation)
    {
        // A device that comes back to another node meanwhile takes its row along; then nothing of it is ended here.
        var ended = await db.Database.SqlQuery<EndedSession>(
            $"""
            update gateway_session set ended_at = case when connected_at > {diedAt} then connected_at else {diedAt} end
            where node_uid = {nodeUid} and ended_at is null
            returning device_uid as "DeviceUid", connection as "Connection", ended_at as "EndedAt"
            """).ToListAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            update gateway_interval set disconnected_at = case when connected_at > {diedAt} then connected_at else {diedAt} end
            where node_uid = {nodeUid} and disconnected_at is null
            """,
            cancellation);
        await presence.EndedAsync(db, ended, cancellation);
    }

    /// <summary>Ends one session that a dead node left open, of a device that is about to begin another.</summary>
    public async Task EndVanishedAsync(PlacardDbContext db, DeviceSession session, DateTime diedAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        await db.DeviceSessions.Where(open => open.DeviceUid == session.DeviceUid && open.Connection == session.Connection)
            .ExecuteUpdateAsync(row => row.SetProperty(open => open.EndedAt, diedAt), cancellation);
        await db.ConnectionIntervals
            .Where(open => open.DeviceUid == session.DeviceUid && open.Connection == session.Connection && open.DisconnectedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(open => open.DisconnectedAt, diedAt), cancellation);
    }
}
