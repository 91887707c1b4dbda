using Npgsql;
using NpgsqlTypes;
using Placard.Domain.Content;
using Placard.Domain.Devices;

namespace Placard.Data.PostgreSql;

/// <summary>
/// A new timing by one message and one commit. The driver sends both statements at once, and the database runs them in one transaction.
/// Two, as a statement sees the rows of when it began: the second begins when the device is locked, and so counts what others stored until then.
/// </summary>
internal static class PostgreSqlTimings
{
    private const string Lock = "select from device where uid = $1 and organization_uid = $2 for update";

    // The device is asked for once more, as it may have come only now; its lock is held already if it was there.
    private const string Add =
        """
        with owned as materialized (
            select from device where uid = $1 and organization_uid = $2 for update
        ), version as materialized (
            select from applet_version where applet_uid = $3 and version = $4 and organization_uid = $2 for key share
        ), held as materialized (
            select count(*) as timings, coalesce(sum(length(configuration)), 0) as configurations from timing where device_uid = $1
        ), added as (
            insert into timing (uid, organization_uid, device_uid, applet_uid, applet_version, starts_at, ends_at, configuration, position,
                finish_event_type, finish_event_data, enabled, created_at, updated_at)
            select $5, $2, $1, $3, $4, $6, $7, $8, $9, $10, $11, $12, $13, $13
            from owned, version, held where held.timings <= $14 and held.configurations <= $15
            returning uid
        ), logged as (
            insert into device_action (uid, device_uid, organization_uid, kind, delivery, connection, supersede_key, value,
                originator_kind, originator_id, created_at, succeeded_at)
            select uid, $1, $2, $16, $17, $18, $19, $20, $21, $22, $13, $23 from added
        )
        select exists (select from added), exists (select from owned), exists (select from version), timings, configurations from held
        """;

    public static async Task<TimingGround> AddAsync(
        NpgsqlDataSource source, Timing timing, DeviceAction action, TimingRoom room, CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(Lock) { Parameters = { Text(timing.DeviceUid), Text(timing.OrganizationUid) } });
        batch.BatchCommands.Add(new(Add)
        {
            Parameters =
            {
                Text(timing.DeviceUid),
                Text(timing.OrganizationUid),
                Text(timing.AppletUid),
                Text(timing.AppletVersion),
                Text(timing.Uid),
                Instant(timing.StartsAt),
                Instant(timing.EndsAt),
                Text(timing.Configuration),
                new NpgsqlParameter<double> { TypedValue = timing.Position },
                Text(timing.FinishEventType),
                Text(timing.FinishEventData),
                new NpgsqlParameter<bool> { TypedValue = timing.Enabled },
                Instant(timing.CreatedAt),
                new NpgsqlParameter<long> { TypedValue = room.Timings },
                new NpgsqlParameter<long> { TypedValue = room.Configurations },
                Text(action.Kind),
                new NpgsqlParameter<int> { TypedValue = (int)action.Delivery },
                Text(action.Connection),
                Text(action.SupersedeKey),
                Text(action.Value),
                new NpgsqlParameter<int> { TypedValue = (int)action.OriginatorKind },
                Text(action.OriginatorId),
                Instant(action.SucceededAt!.Value),
            },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.NextResultAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var ground = new TimingGround(rows.GetBoolean(0), rows.GetBoolean(1), rows.GetBoolean(2), rows.GetInt64(3), rows.GetInt64(4));

        // An error of the commit comes behind the rows.
        await rows.NextResultAsync(cancellation);
        return ground;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<DateTime> Instant(DateTime value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
