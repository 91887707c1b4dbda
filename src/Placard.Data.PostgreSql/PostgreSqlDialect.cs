using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Provisioning;

namespace Placard.Data.PostgreSql;

/// <summary>The database for scale-out: many writers, shared by all nodes.</summary>
public sealed class PostgreSqlDialect : IDialect, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    public PostgreSqlDialect(string connection) => _source = NpgsqlDataSource.Create(Settings(connection));

    /// <summary>The connection with what suits this server, where the connection string does not say it.</summary>
    public static NpgsqlConnectionStringBuilder Settings(string connection)
    {
        // Not ContainsKey: the driver says yes to every key that it knows.
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 100;
        }

        // The driver would reset the session's state before each use of a pooled connection; nothing here leaves any behind.
        if (!settings.ShouldSerialize("No Reset On Close"))
        {
            settings.NoResetOnClose = true;
        }

        return settings;
    }

    public string Name => "postgresql";

    public string ForUpdate => " for update";

    public string ForKeyShare => " for key share";

    public string ForKeyShareUnlessLocked => " for key share skip locked";

    public string SkipLocked => " for update skip locked";

    // Not extract: that reckons in numeric, at several times the cost. A double holds every millisecond exactly.
    public string Milliseconds(string instant) => $"(date_part('epoch', {instant}) * 1000)::bigint";

    public void Configure(DbContextOptionsBuilder options) =>
        options.UseNpgsql(_source, npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlDialect).Assembly).SetPostgresVersion(15, 0))
            .AddInterceptors(new UnpreparedQueries());

    public Task MigrateAsync(PlacardDbContext db, CancellationToken cancellation) => db.Database.MigrateAsync(cancellation);

    public Task<IDisposable> EnterWriteAsync(CancellationToken cancellation) => Task.FromResult<IDisposable>(NoGate.Instance);

    public async Task WriteReportsAsync(PlacardDbContext db, ReportBatch batch, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await CopyAsync(
            connection, "device_telemetry (device_uid, organization_uid, type, data, recorded_at)", batch.Telemetry,
            async (writer, row) =>
            {
                await writer.WriteAsync(row.DeviceUid, cancellation);
                await writer.WriteAsync(row.OrganizationUid, cancellation);
                await writer.WriteAsync(row.Type, cancellation);
                await writer.WriteAsync(row.Data, cancellation);
                await writer.WriteAsync(row.RecordedAt, NpgsqlDbType.TimestampTz, cancellation);
            },
            cancellation);
        await CopyAsync(
            connection, "device_event (device_uid, organization_uid, type, payload, occurred_at)", batch.Events,
            async (writer, row) =>
            {
                await writer.WriteAsync(row.DeviceUid, cancellation);
                await writer.WriteAsync(row.OrganizationUid, cancellation);
                await writer.WriteAsync(row.Type, cancellation);
                await writer.WriteAsync(row.Payload, cancellation);
                await writer.WriteAsync(row.OccurredAt, NpgsqlDbType.TimestampTz, cancellation);
            },
            cancellation);
        await CopyAsync(
            connection, "gateway_frame (device_uid, connection, epoch, content_hash, stored_at)", batch.Frames,
            async (writer, row) =>
            {
                await writer.WriteAsync(row.DeviceUid, cancellation);
                await writer.WriteAsync(row.Connection, cancellation);
                await writer.WriteAsync(row.Epoch, cancellation);
                await writer.WriteAsync(row.ContentHash, cancellation);
                await writer.WriteAsync(row.StoredAt, NpgsqlDbType.TimestampTz, cancellation);
            },
            cancellation);

        var latest = batch.Latest();
        if (latest.Count > 0)
        {
            await using var command = new NpgsqlCommand(
                """
                insert into device_telemetry_latest (device_uid, type, organization_uid, data, updated_at)
                select * from unnest($1, $2, $3, $4, $5)
                on conflict (device_uid, type) do update
                set organization_uid = excluded.organization_uid, data = excluded.data, updated_at = excluded.updated_at
                where excluded.updated_at >= device_telemetry_latest.updated_at
                   or excluded.organization_uid <> device_telemetry_latest.organization_uid
                """,
                connection);
            command.Parameters.Add(new() { Value = latest.Select(row => row.DeviceUid).ToArray() });
            command.Parameters.Add(new() { Value = latest.Select(row => row.Type).ToArray() });
            command.Parameters.Add(new() { Value = latest.Select(row => row.OrganizationUid).ToArray() });
            command.Parameters.Add(new() { Value = latest.Select(row => row.Data).ToArray() });
            command.Parameters.Add(new() { Value = latest.Select(row => row.RecordedAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await WriteAppletCommandsAsync(connection, batch.AppletCommands, cancellation);
        await WriteDueReportsAsync(connection, batch.DueReports(), cancellation);
    }

    public async Task<TimingGround?> TryAddTimingAsync(Timing timing, DeviceAction action, TimingRoom room, CancellationToken cancellation) =>
        await PostgreSqlTimings.AddAsync(_source, timing, action, room, cancellation);

    public async Task WriteAliveAsync(PlacardDbContext db, IReadOnlyList<(string DeviceUid, DateTime AliveAt)> alive, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            update device set alive_at = seen.alive_at
            from unnest($1, $2) as seen (uid, alive_at)
            where device.uid = seen.uid and (device.alive_at is null or device.alive_at < seen.alive_at)
            """,
            (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new() { Value = alive.Select(row => row.DeviceUid).ToArray() });
        command.Parameters.Add(new() { Value = alive.Select(row => row.AliveAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public Task InsertRecipesAsync(
        PlacardDbContext db, IReadOnlyList<ProvisioningRecipe> recipes, IEnumerable<ProvisioningRecipeTag> tags, CancellationToken cancellation) =>
        PostgreSqlRecipes.InsertAsync((NpgsqlConnection)db.Database.GetDbConnection(), recipes, tags, cancellation);

    public IQueryable<string> FindDevices(PlacardDbContext db, DeviceSearch search) => PostgreSqlSearch.Find(db, search);

    public async Task ExclusivelyAsync(PlacardDbContext db, string name, Func<Task> work, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_lock(hashtext({name}))", cancellation);
            try
            {
                await work();
            }
            finally
            {
                await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock(hashtext({name}))", CancellationToken.None);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public bool IsUniqueViolation(Exception exception) =>
        exception is DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } }
            or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // Not by copying, as a copy can't pass over what is there already.
    private static async Task WriteAppletCommandsAsync(NpgsqlConnection connection, IReadOnlyList<AppletCommand> commands, CancellationToken cancellation)
    {
        if (commands.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into applet_command (uid, device_uid, organization_uid, applet_uid, type, command, timing_checksum, is_from_device, received_at)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (uid) do nothing
            """,
            connection);
        command.Parameters.Add(new() { Value = commands.Select(row => row.Uid).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.DeviceUid).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.OrganizationUid).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.AppletUid).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.Type).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.Command).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.TimingChecksum).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = commands.Select(row => row.IsFromDevice).ToArray() });
        command.Parameters.Add(new() { Value = commands.Select(row => row.ReceivedAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task WriteDueReportsAsync(NpgsqlConnection connection, IReadOnlyList<DueReport> due, CancellationToken cancellation)
    {
        if (due.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into device_report_due (device_uid, organization_uid, type, day, version)
            select * from unnest($1, $2, $3, $4, $5)
            on conflict (device_uid, organization_uid, type, day) do update set version = device_report_due.version + excluded.version
            """,
            connection);
        command.Parameters.Add(new() { Value = due.Select(row => row.DeviceUid).ToArray() });
        command.Parameters.Add(new() { Value = due.Select(row => row.OrganizationUid).ToArray() });
        command.Parameters.Add(new() { Value = due.Select(row => row.Type).ToArray() });
        command.Parameters.Add(new() { Value = due.Select(row => row.Day).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = due.Select(row => row.Version).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task CopyAsync<T>(
        NpgsqlConnection connection, string target, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write, CancellationToken cancellation)
    {
        if (rows is IReadOnlyCollection<T> { Count: 0 })
        {
            return;
        }

        await using var writer = await connection.BeginBinaryImportAsync($"copy {target} from stdin (format binary)", cancellation);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            await write(writer, row);
        }

        await writer.CompleteAsync(cancellation);
    }

    private sealed class NoGate : IDisposable
    {
        public static NoGate Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
