using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Placard.Bench.Load;

/// <summary>Devices put straight into the tables: reads do not care how they came there.</summary>
internal static class SeededFleet
{
    private const string Columns =
        "uid, duid, organization_uid, name, application_type, auth_hash, auth_hash_created_at, upload_token, created_at, configuration_updated_at, "
        + "provisioned_at, alive_at, model, serial_number, brand, os_version, application_version, front_display_version, firmware_version, timezone, "
        + "mac_addresses, network_interfaces, storage_status, storage_used_percent, \"current_time\", supported_resolutions, pin_code, is_emulator, is_demo, reset_pending";

    /// <summary>Opens the database of a server.</summary>
    public static DbConnection Open(string connection) =>
        connection.StartsWith("Data Source", StringComparison.Ordinal) ? new SqliteConnection(connection) : new NpgsqlConnection(connection);

    /// <summary>Stores devices of one organization and lets the database learn of them.</summary>
    public static async Task MakeAsync(string database, string organizationUid, int devices, CancellationToken cancellation)
    {
        await using var connection = Open(database);
        await connection.OpenAsync(cancellation);
        var isSqlite = connection is SqliteConnection;
        var numbers = isSqlite
            ? $"(with recursive n(i) as (select 1 union all select i + 1 from n where i < {devices}) select i from n) numbers"
            : $"generate_series(1, {devices}) as numbers(i)";
        string Padded(int length) => isSqlite ? $"printf('%0{length}x', i)" : $"lpad(to_hex(i), {length}, '0')";
        string Instant(string seconds) => isSqlite
            ? $"strftime('%Y-%m-%d %H:%M:%f', '2026-01-01', '+' || {seconds} || ' seconds')"
            : $"timestamptz '2026-01-01 00:00:00Z' + {seconds} * interval '1 second'";
        var no = isSqlite ? "0" : "false";
        await ExecuteAsync(
            connection,
            $$"""
            insert into device ({{Columns}})
            select {{Padded(53)}}, {{Padded(53)}}, '{{organizationUid}}', 'Screen ' || i, 'tizen', {{Padded(24)}}, {{Instant("i")}}, {{Padded(40)}}, {{Instant("i")}}, {{Instant("i")}},
                {{Instant("i")}}, {{Instant("i")}}, 'QM' || (i % 50), 'SN-' || i, 'Samsung', '6.5', '2.3.0', '14.35.1', 'T-KTM2LAKUC-' || (i % 9), 'Europe/Prague',
                '02:00:00:00:00:01', '{"ethernet":{"macAddress":"02:00:00:00:00:01","localAddress":"10.0.0.1"} }',
                '{"internal":{"capacity":8000000000,"freeSpace":6500000000},"removable":{"capacity":0,"freeSpace":0} ,"updatedAt":"2026-01-01T00:00:00.000Z"}', 18.75,
                '{"time":"2026-01-01T00:00:00.000Z","timezone":"Europe/Prague","updatedAt":"2026-01-01T00:00:00.000Z","incorrectTime":false}',
                '[{"width":1920,"height":1080}]', '4071', {{no}}, {{no}}, {{no}}
            from {{numbers}}
            """,
            cancellation);
        await ExecuteAsync(connection, "analyze", cancellation);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
