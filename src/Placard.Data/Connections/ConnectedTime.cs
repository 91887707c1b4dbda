using Microsoft.EntityFrameworkCore;

namespace Placard.Data.Connections;

/// <summary>
/// When devices were connected. A device is connected while at least one of its connections is open, so the intervals of both count as one:
/// their union. It counts from its provisioning, or from <see cref="From"/> if that is later; what was before belongs to somebody else.
/// All of it is computed where the intervals are; none is loaded.
/// </summary>
/// <param name="Devices">Whose.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive, and not in the future: an open connection counts until then.</param>
public sealed record ConnectedTime(DeviceScope Devices, DateTime From, DateTime To)
{
    private const long Hour = 3_600_000;

    /// <summary>Connected and whole time of all devices together, in milliseconds.</summary>
    public async Task<(long Connected, long Total)> SumAsync(PlacardDbContext db, IDialect dialect, CancellationToken cancellation)
    {
        var rows = await QueryAsync<SumRow>(
            db, dialect,
            """
            select cast((select coalesce(sum(e - case when covered > s then covered else s end), 0) from piece where covered is null or covered < e) as bigint) as "Connected",
                cast((select coalesce(sum({3} - start_ms), 0) from span) as bigint) as "Total"
            """,
            [], cancellation);
        return (rows[0].Connected, rows[0].Total);
    }

    /// <summary>Connected milliseconds by the hour, beginning with the full one; hours without any are left out.</summary>
    public async Task<IReadOnlyDictionary<DateTime, long>> ByHourAsync(PlacardDbContext db, IDialect dialect, CancellationToken cancellation)
    {
        var rows = await QueryAsync<HourRow>(
            db, dialect,
            $$"""
            , slice (hour_ms, s, e) as (
                select s - s % {{Hour}}, s, e
                from (select case when covered > s then covered else s end as s, e from piece where covered is null or covered < e) as uncovered
                union all
                select hour_ms + {{Hour}}, s, e from slice where hour_ms + {{Hour}} < e
            )
            select hour_ms as "HourMs",
                cast(sum(case when e < hour_ms + {{Hour}} then e else hour_ms + {{Hour}} end - case when s > hour_ms then s else hour_ms end) as bigint) as "Connected"
            from slice group by hour_ms
            """,
            [], cancellation);
        return rows.ToDictionary(row => Instant(row.HourMs), row => row.Connected);
    }

    /// <summary>The times between, that overlap a period; the newest first unless said otherwise. Makes sense for one device only.</summary>
    public async Task<IReadOnlyList<OfflineSpan>> OfflineAsync(PlacardDbContext db, IDialect dialect, OfflinePage page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        var rows = await QueryAsync<OfflineRow>(
            db, dialect,
            $$"""
            , gap (since_ms, until_ms) as (
                select case when covered is null then start_ms else covered end, s
                from piece join span on span.uid = piece.device_uid
                where s > case when covered is null then start_ms else covered end
                union all
                select last_ms, cast(null as bigint)
                from (select coalesce((select max(e) from piece where piece.device_uid = span.uid), start_ms) as last_ms from span) as trailing_part
                where last_ms < {3}
            )
            select since_ms as "SinceMs", until_ms as "UntilMs" from gap
            where since_ms > {4} and since_ms < {5} and (until_ms is null or until_ms > {6})
            order by since_ms {{(page.Descending ? "desc" : "asc")}} limit {7}
            """,
            [
                page.After is { } after ? Milliseconds(after) : -1L,
                page.Until is { } until ? Milliseconds(until) : long.MaxValue,
                page.Since is { } since ? Milliseconds(since) : -1L,
                page.Count,
            ],
            cancellation);
        return [.. rows.Select(row => new OfflineSpan(Instant(row.SinceMs), row.UntilMs is { } until ? Instant(until) : null))];
    }

    private static long Milliseconds(DateTime instant) => new DateTimeOffset(instant, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static DateTime Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    /// <summary>
    /// Runs what stands behind the parts that all share: <c>span</c>, from when each device counts; <c>piece</c>, each interval cut to it, with
    /// the end of all that began before. From there on instants are numbers, so both databases take the same text.
    /// </summary>
    private async Task<List<T>> QueryAsync<T>(PlacardDbContext db, IDialect dialect, string rest, object[] values, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(dialect);
        object[] all = [From, To, Milliseconds(From), Milliseconds(To), .. values, .. Devices.Values];
        var provisioned = dialect.Milliseconds("coalesce(provisioned_at, created_at)");
        var connected = dialect.Milliseconds("i.connected_at");
        var sql = $$"""
            with recursive span as (
                select uid, case when {{provisioned}} > {2} then {{provisioned}} else {2} end as start_ms
                from device where {{Devices.Condition(4 + values.Length)}} and coalesce(provisioned_at, created_at) < {1}
            ), clipped as (
                select i.device_uid,
                    case when {{connected}} > span.start_ms then {{connected}} else span.start_ms end as s,
                    case when i.disconnected_at is null or i.disconnected_at > {1} then {3} else {{dialect.Milliseconds("i.disconnected_at")}} end as e
                from span join gateway_interval as i on i.device_uid = span.uid
                where i.connected_at < {1} and (i.disconnected_at is null or i.disconnected_at > {0})
            ), piece as (
                select device_uid, s, e, max(e) over (partition by device_uid order by s, e rows between unbounded preceding and 1 preceding) as covered
                from clipped where e > s
            )

            """ + rest;
        return await db.Database.SqlQueryRaw<T>(sql, all).ToListAsync(cancellation);
    }

    private sealed record SumRow(long Connected, long Total);

    private sealed record HourRow(long HourMs, long Connected);

    private sealed record OfflineRow(long SinceMs, long? UntilMs);
}

/// <summary>Which devices are meant: one, or all of some organizations.</summary>
public sealed class DeviceScope
{
    private readonly string _column;

    private DeviceScope(string column, IReadOnlyList<string> values)
    {
        _column = column;
        Values = values;
    }

    internal IReadOnlyList<string> Values { get; }

    public static DeviceScope Device(string uid) => new("uid", [uid]);

    public static DeviceScope Organizations(IReadOnlyList<string> uids) => new("organization_uid", uids);

    internal string Condition(int firstParameter) => Values.Count == 0
        ? "1 = 0"
        : $"{_column} in ({string.Join(", ", Enumerable.Range(firstParameter, Values.Count).Select(index => $"{{{index}}}"))})";
}

/// <summary>A time in which a device was not connected.</summary>
/// <param name="Since">Inclusive.</param>
/// <param name="Until">Exclusive; null while it lasts.</param>
public sealed record OfflineSpan(DateTime Since, DateTime? Until);

/// <summary>A page of offline spans.</summary>
/// <param name="Count">At most so many.</param>
/// <param name="Descending">The newest first.</param>
/// <param name="Since">Only those that end later.</param>
/// <param name="Until">Only those that began earlier.</param>
/// <param name="After">Only those that began later.</param>
public sealed record OfflinePage(int Count, bool Descending = true, DateTime? Since = null, DateTime? Until = null, DateTime? After = null);
