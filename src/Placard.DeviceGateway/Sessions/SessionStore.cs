using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Data.Connections;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Presence;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceGateway.Sessions;

/// <summary>Sessions in the database: epochs that fence off older sessions, and the intervals in which a device was connected.</summary>
public sealed class SessionStore(
    Database database, SessionClosing closing, PresenceRecords presence, NodeIdentity node, SessionStore.Context context)
{
    private const int LogInsKept = 8;

    /// <summary>Time and limits.</summary>
    public sealed record Context(IOptions<GatewayOptions> Options, TimeProvider Time);

    /// <summary>Begins a session: raises the epoch, closes what the old one left open, and remembers a new log-in secret if one is given.</summary>
    public Task<OpenedSession> OpenAsync(DeviceConnection connection, DeviceIdentity device, string? newSecret, CancellationToken cancellation)
    {
        var now = context.Time.Now();
        var session = new DeviceSession
        {
            DeviceUid = device.DeviceUid,
            Connection = connection.Name,
            Epoch = 1,
            NodeUid = node.Uid,
            Driver = connection.Wire.Driver,
            RemoteAddress = connection.Wire.RemoteAddress,
            Actions = JsonSerializer.Serialize(connection.Support!.Actions),
            ConnectedAt = now,
        };
        return database.WriteAsync((db, token) => OpenAsync(db, session, newSecret, now, token), cancellation);
    }

    /// <summary>Ends sessions, many in one transaction.</summary>
    public Task EndAsync(IReadOnlyList<(SessionKey Session, DateTime EndedAt)> sessions, CancellationToken cancellation) =>
        database.WriteAsync((db, token) => closing.EndAsync(db, sessions, token), cancellation);

    private static async Task KeepLogInAsync(PlacardDbContext db, string deviceUid, string secret, DateTime now, CancellationToken cancellation)
    {
        db.DeviceLogins.Add(new() { SecretHash = Secrets.Hash(secret), DeviceUid = deviceUid, CreatedAt = now });
        var newest = db.DeviceLogins.Where(login => login.DeviceUid == deviceUid).OrderByDescending(login => login.CreatedAt).Take(LogInsKept - 1).Select(login => login.SecretHash);
        await db.DeviceLogins.Where(login => login.DeviceUid == deviceUid && !newest.Contains(login.SecretHash)).ExecuteDeleteAsync(cancellation);
    }

    private async Task<OpenedSession> OpenAsync(PlacardDbContext db, DeviceSession session, string? newSecret, DateTime now, CancellationToken cancellation)
    {
        if (newSecret is not null)
        {
            await KeepLogInAsync(db, session.DeviceUid, newSecret, now, cancellation);
        }

        var (others, vanished) = await FindOpenAsync(db, session, now, cancellation);
        var opened = await db.DeviceSessions
            .FromSql(
                $"""
                insert into gateway_session (device_uid, connection, epoch, node_uid, driver, remote_address, actions, capabilities, connected_at, ended_at)
                values ({session.DeviceUid}, {session.Connection}, 1, {session.NodeUid}, {session.Driver}, {session.RemoteAddress}, {session.Actions}, null, {now}, null)
                on conflict (device_uid, connection) do update
                set epoch = gateway_session.epoch + 1, node_uid = excluded.node_uid, driver = excluded.driver,
                    remote_address = excluded.remote_address, actions = excluded.actions, connected_at = excluded.connected_at, ended_at = null
                returning *
                """)
            .AsNoTracking()
            .ToListAsync(cancellation);
        var current = opened[0];
        await db.Database.ExecuteSqlAsync(
            $"""
            update gateway_interval set disconnected_at = case when connected_at > {now} then connected_at else {now} end
            where device_uid = {session.DeviceUid} and connection = {session.Connection} and disconnected_at is null
            """,
            cancellation);
        db.ConnectionIntervals.Add(new()
        {
            DeviceUid = session.DeviceUid,
            Connection = session.Connection,
            Epoch = current.Epoch,
            NodeUid = session.NodeUid,
            Driver = session.Driver,
            ConnectedAt = now,
        });
        await db.AcrossOrganizations<DeviceAction>()
            .Where(action => action.DeviceUid == session.DeviceUid && action.Connection == session.Connection
                && action.Delivery == DeliveryClass.NextSession && action.SucceededAt == null && action.FailedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(action => action.SucceededAt, now), cancellation);
        await SupersedeAsync(db, session, now, cancellation);
        await presence.BegunAsync(db, current, others, vanished, cancellation);
        return new(current.Epoch, current.Capabilities, await SuspectsAsync(db, session, current.Epoch, now, cancellation));
    }

    // A setting without an answer is sent again, but not after a newer one of its key: that would bring the old value back.
    private static Task SupersedeAsync(PlacardDbContext db, DeviceSession session, DateTime now, CancellationToken cancellation) =>
        db.AcrossOrganizations<DeviceAction>()
            .Where(older => older.DeviceUid == session.DeviceUid && older.Connection == session.Connection
                && older.Delivery == DeliveryClass.Setting && older.SentEpoch != null && older.SucceededAt == null && older.FailedAt == null
                && db.DeviceActions.IgnoreQueryFilters().Any(newer => newer.DeviceUid == older.DeviceUid && newer.Kind == older.Kind
                    && newer.SupersedeKey == older.SupersedeKey && newer.Uid.CompareTo(older.Uid) > 0 && newer.FailedAt == null))
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(older => older.FailedAt, now)
                    .SetProperty(older => older.FailCode, FailCodes.Superseded)
                    .SetProperty(older => older.FailMessage, "A newer value replaced it before the device answered."),
                cancellation);

    // The sessions of the device are locked from here on. What a dead node left open ended with that node's last sign of life,
    // whether or not another node has found it dead yet.
    private async Task<(IReadOnlyList<DeviceSession> Others, DateTime? Vanished)> FindOpenAsync(
        PlacardDbContext db, DeviceSession session, DateTime now, CancellationToken cancellation)
    {
        var open = (await db.LockSessionsAsync([session.DeviceUid], cancellation)).FindAll(known => known.EndedAt is null);
        var elsewhere = open.Select(known => known.NodeUid).Where(uid => uid != node.Uid).Distinct().ToArray();
        DateTime? vanished = null;
        if (elsewhere.Length > 0)
        {
            var deadline = now - context.Options.Value.NodeLifetime;
            var alive = await db.GatewayNodes.AsNoTracking().Where(other => elsewhere.Contains(other.Uid)).ToDictionaryAsync(other => other.Uid, other => other.HeartbeatAt, cancellation);
            foreach (var lost in open.FindAll(known => known.NodeUid != node.Uid && (!alive.TryGetValue(known.NodeUid, out var heartbeat) || heartbeat < deadline)))
            {
                var lastSeen = alive.TryGetValue(lost.NodeUid, out var heartbeat) && heartbeat > lost.ConnectedAt ? heartbeat : lost.ConnectedAt;
                await closing.EndVanishedAsync(db, lost, lastSeen, cancellation);
                vanished = vanished > lastSeen ? vanished : lastSeen;
                open.Remove(lost);
            }
        }

        var stillThere = open.Exists(known => known.Connection == session.Connection);
        return (open.FindAll(known => known.Connection != session.Connection), stillThere ? null : vanished);
    }

    // Stored, but the session ended before or soon after the device could have known.
    private async Task<SuspectFrames> SuspectsAsync(PlacardDbContext db, DeviceSession session, long epoch, DateTime now, CancellationToken cancellation)
    {
        var memory = now - context.Options.Value.FrameMemory;
        var frames = await (
            from frame in db.StoredFrames
            join interval in db.ConnectionIntervals
                on new { frame.DeviceUid, frame.Connection, frame.Epoch } equals new { interval.DeviceUid, interval.Connection, interval.Epoch }
            where frame.DeviceUid == session.DeviceUid && frame.Connection == session.Connection && frame.Epoch < epoch && frame.StoredAt > memory
            select new { frame.Id, frame.ContentHash, frame.StoredAt, interval.Driver, interval.DisconnectedAt })
            .AsNoTracking()
            .ToListAsync(cancellation);
        return frames.Count == 0
            ? SuspectFrames.None
            : new(
                frames
                    .Where(frame => frame.DisconnectedAt is null || frame.StoredAt > frame.DisconnectedAt - context.Options.Value.Patience(frame.Driver))
                    .Select(frame => (frame.Id, frame.ContentHash)),
                now + context.Options.Value.FrameMemory);
    }
}

/// <summary>A session as the database began it.</summary>
public sealed record OpenedSession(long Epoch, string? Capabilities, SuspectFrames Suspects);

/// <summary>This running server among the others.</summary>
public sealed record NodeIdentity(string Uid);
