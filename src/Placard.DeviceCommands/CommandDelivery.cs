using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>A session that speaks for one connection of one device; an older epoch is refused everywhere.</summary>
public readonly record struct SessionKey(string DeviceUid, string Connection, long Epoch);

/// <summary>The gateway's side of the commands: claim in order, confirm, close. Every step is one small transaction.</summary>
public sealed class CommandDelivery
{
    private const int ClaimSize = 50;

    private readonly Database _database;
    private readonly CommandOptions _options;
    private readonly TimeProvider _time;
    private readonly CommandMetrics _metrics;
    private readonly string _claim;
    private readonly TimeSpan[] _timeouts;

    public CommandDelivery(Database database, DeviceActionCatalogue catalogue, IOptions<CommandOptions> options, TimeProvider time, CommandMetrics metrics)
    {
        _database = database;
        _options = options.Value;
        _time = time;
        _metrics = metrics;
        _claim = ClaimSql(catalogue, _options, out _timeouts);
    }

    /// <summary>
    /// Marks the next due commands as sent in this session and returns them in order. The marks are committed before anything is sent,
    /// so what must happen once is never sent twice.
    /// </summary>
    public async Task<IReadOnlyList<DeviceAction>> ClaimAsync(SessionKey session, CancellationToken cancellation)
    {
        // Most wake-ups find work, but each connect drains too; reading first keeps those out of the write path.
        var waiting = await _database.ReadAsync(db => Open(db, session)
            .Where(action => action.SentEpoch == null || (action.Delivery == DeliveryClass.Setting && action.SentEpoch < session.Epoch))
            .AnyAsync(cancellation));
        if (!waiting)
        {
            return [];
        }

        return await _database.WriteAsync((db, token) => ClaimAsync(db, session, token), cancellation);
    }

    /// <summary>The same in the caller's transaction: nothing may be sent before its commit.</summary>
    public async Task<IReadOnlyList<DeviceAction>> ClaimAsync(PlacardDbContext db, SessionKey session, CancellationToken cancellation)
    {
        var now = _time.Now();
        object[] parameters = [now, session.DeviceUid, session.Connection, session.Epoch, .. _timeouts.Select(timeout => (object)(now + timeout))];
        var claimed = await db.DeviceActions
            .FromSqlRaw(_claim, parameters)
            .IgnoreQueryFilters([PlacardDbContext.TenancyFilter])
            .AsNoTracking()
            .ToListAsync(cancellation);
        claimed.Sort((left, right) => string.CompareOrdinal(left.Uid, right.Uid));
        return claimed;
    }

    /// <summary>The device confirmed the receipt: its time to answer begins, or, for a kind without an answer, the command is done.</summary>
    public Task ConfirmReceiptAsync(SessionKey session, DeviceActionKind kind, string actionUid, CancellationToken cancellation)
    {
        var now = _time.Now();
        return kind.Delivery == DeliveryClass.Forward
            ? CloseAsync(session, kind, actionUid, null, cancellation)
            : _database.WriteAsync(
                (db, token) => Open(db, session)
                    .Where(action => action.Uid == actionUid && action.SentEpoch == session.Epoch)
                    .ExecuteUpdateAsync(row => row.SetProperty(action => action.DeadlineAt, now + _options.AnswerTimeout(kind)), token),
                cancellation);
    }

    /// <summary>The device answered. The first terminal answer wins; where the kind says so, a failure overturns a success.</summary>
    /// <returns>Whether the answer changed anything.</returns>
    public async Task<bool> CloseAsync(SessionKey session, DeviceActionKind kind, string actionUid, CommandFailure? failure, CancellationToken cancellation)
    {
        var now = _time.Now();
        var closed = await _database.WriteAsync(
            async (db, token) =>
            {
                var mine = db.AcrossOrganizations<DeviceAction>().Where(action => action.Uid == actionUid
                    && action.DeviceUid == session.DeviceUid && action.Connection == session.Connection
                    && action.Kind == kind.ActionType && action.FailedAt == null);
                if (failure is null)
                {
                    return await mine.Where(action => action.SucceededAt == null)
                        .ExecuteUpdateAsync(row => row.SetProperty(action => action.SucceededAt, now), token);
                }

                return await mine.Where(action => action.SucceededAt == null || kind.FailureOverturnsSuccess)
                    .ExecuteUpdateAsync(
                        row => row
                            .SetProperty(action => action.SucceededAt, (DateTime?)null)
                            .SetProperty(action => action.FailedAt, now)
                            .SetProperty(action => action.FailCode, failure.Code)
                            .SetProperty(action => action.FailMessage, failure.Message),
                        token);
            },
            cancellation);
        if (closed > 0)
        {
            _metrics.Closed(kind, actionUid, failure);
        }

        return closed > 0;
    }

    /// <summary>Closes the oldest open command of a kind whose answer names none. In the caller's transaction.</summary>
    public async Task CloseOldestAsync(PlacardDbContext db, string deviceUid, DeviceActionKind kind, DateTime now, CancellationToken cancellation)
    {
        var oldest = await db.AcrossOrganizations<DeviceAction>()
            .Where(action => action.DeviceUid == deviceUid && action.Kind == kind.ActionType && action.SentEpoch != null
                && action.SucceededAt == null && action.FailedAt == null)
            .OrderBy(action => action.Uid)
            .Select(action => action.Uid)
            .FirstOrDefaultAsync(cancellation);
        if (oldest is not null)
        {
            await db.AcrossOrganizations<DeviceAction>().Where(action => action.Uid == oldest)
                .ExecuteUpdateAsync(row => row.SetProperty(action => action.SucceededAt, now), cancellation);
        }
    }

    /// <summary>A command that was claimed turned out to be beyond this device; it was not sent.</summary>
    public Task RefuseAsync(SessionKey session, DeviceActionKind kind, string actionUid, string reason, CancellationToken cancellation) =>
        CloseAsync(session, kind, actionUid, new(FailCodes.NotSupported, reason), cancellation);

    /// <summary>The device read its configuration document, which carried these commands.</summary>
    public Task CloseCarriedAsync(string deviceUid, IReadOnlyList<string> actionUids, CancellationToken cancellation)
    {
        var now = _time.Now();
        return _database.WriteAsync(
            (db, token) => db.AcrossOrganizations<DeviceAction>()
                .Where(action => action.DeviceUid == deviceUid && actionUids.Contains(action.Uid) && action.SucceededAt == null && action.FailedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(action => action.SucceededAt, now), token),
            cancellation);
    }

    private static IQueryable<DeviceAction> Open(PlacardDbContext db, SessionKey session) =>
        db.AcrossOrganizations<DeviceAction>().Where(action => action.DeviceUid == session.DeviceUid && action.Connection == session.Connection
            && action.SucceededAt == null && action.FailedAt == null);

    // The same statement on both databases. The session row proves that this session is still the current one, and the device's row that the command
    // is its owner's: one that was stored while the device moved is the old owner's and must never be sent.
    private static string ClaimSql(DeviceActionCatalogue catalogue, CommandOptions options, out TimeSpan[] timeouts)
    {
        var byTimeout = catalogue.Kinds.GroupBy(options.AnswerTimeout).ToArray();
        timeouts = [.. byTimeout.Select(group => group.Key)];
        var deadlines = string.Concat(byTimeout.SelectMany((group, index) => group.Select(kind => $" when '{kind.ActionType}' then {{{index + 4}}}")));
        return $$"""
            update device_action set sent_at = {0}, sent_epoch = {3}, deadline_at = case kind{{deadlines}} end
            where uid in (
                select uid from device_action
                where device_uid = {1} and connection = {2} and succeeded_at is null and failed_at is null
                  and delivery in ({{(int)DeliveryClass.Setting}}, {{(int)DeliveryClass.Once}}, {{(int)DeliveryClass.Forward}})
                  and organization_uid = (select device.organization_uid from device where device.uid = {1})
                  and (sent_epoch is null or (delivery = {{(int)DeliveryClass.Setting}} and sent_epoch < {3}))
                order by uid limit {{ClaimSize}})
              and exists (
                select 1 from gateway_session session
                where session.device_uid = {1} and session.connection = {2} and session.epoch = {3})
            returning *
            """;
    }
}

/// <summary>Why a command failed.</summary>
/// <param name="Code">One of <see cref="FailCodes"/>.</param>
/// <param name="Message">For people.</param>
/// <param name="Field">The field of its value that is the reason, if one is.</param>
public sealed record CommandFailure(string Code, string Message, string? Field = null)
{
    public static CommandFailure ByDevice { get; } = new(FailCodes.DeviceFailed, "The device reported a failure.");
}
