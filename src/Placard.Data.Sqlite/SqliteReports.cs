using Microsoft.Data.Sqlite;

namespace Placard.Data.Sqlite;

/// <summary>What devices reported, many rows at once.</summary>
internal sealed class SqliteReports(SqliteConnection connection, SqliteTransaction transaction)
{
    private readonly SqliteRows _rows = new(connection, transaction);

    public void Write(ReportBatch batch)
    {
        _rows.Each(
            "insert into device_telemetry (device_uid, organization_uid, type, data, recorded_at) values ($0, $1, $2, $3, $4)",
            batch.Telemetry,
            row => [row.DeviceUid, row.OrganizationUid, row.Type, row.Data, row.RecordedAt]);
        _rows.Each(
            """
            insert into device_telemetry_latest (device_uid, type, organization_uid, data, updated_at) values ($0, $1, $2, $3, $4)
            on conflict (device_uid, type) do update
            set organization_uid = excluded.organization_uid, data = excluded.data, updated_at = excluded.updated_at
            where excluded.updated_at >= device_telemetry_latest.updated_at
               or excluded.organization_uid <> device_telemetry_latest.organization_uid
            """,
            batch.Latest(),
            row => [row.DeviceUid, row.Type, row.OrganizationUid, row.Data, row.RecordedAt]);
        _rows.Each(
            "insert into device_event (device_uid, organization_uid, type, payload, occurred_at) values ($0, $1, $2, $3, $4)",
            batch.Events,
            row => [row.DeviceUid, row.OrganizationUid, row.Type, row.Payload, row.OccurredAt]);
        _rows.Each(
            """
            insert into applet_command (uid, device_uid, organization_uid, applet_uid, type, command, timing_checksum, is_from_device, received_at)
            values ($0, $1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (uid) do nothing
            """,
            batch.AppletCommands,
            row =>
            [
                row.Uid, row.DeviceUid, row.OrganizationUid, row.AppletUid, row.Type, row.Command,
                row.TimingChecksum ?? (object)DBNull.Value, row.IsFromDevice, row.ReceivedAt,
            ]);
        _rows.Each(
            "insert into gateway_frame (device_uid, connection, epoch, content_hash, stored_at) values ($0, $1, $2, $3, $4)",
            batch.Frames,
            row => [row.DeviceUid, row.Connection, row.Epoch, row.ContentHash, row.StoredAt]);
        _rows.Each(
            """
            insert into device_report_due (device_uid, organization_uid, type, day, version) values ($0, $1, $2, $3, $4)
            on conflict (device_uid, organization_uid, type, day) do update set version = device_report_due.version + excluded.version
            """,
            batch.DueReports(),
            row => [row.DeviceUid, row.OrganizationUid, row.Type, row.Day, row.Version]);
    }

    public void WriteAlive(IReadOnlyList<(string DeviceUid, DateTime AliveAt)> alive) => _rows.Each(
        "update device set alive_at = $1 where uid = $0 and (alive_at is null or alive_at < $1)",
        alive,
        row => [row.DeviceUid, row.AliveAt]);
}
