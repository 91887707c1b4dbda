using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Provisioning;

namespace Placard.Data.Sqlite;

/// <summary>The embedded database: one file, one writer at a time.</summary>
public sealed class SqliteDialect(string file) : IDialect, IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        DefaultTimeout = 30,
        Pooling = true,
    }.ToString();

    public string Name => "sqlite";

    public string ForUpdate => "";

    public string ForKeyShare => "";

    public string ForKeyShareUnlessLocked => "";

    public string SkipLocked => "";

    public string Milliseconds(string instant) => $"cast(round(unixepoch({instant}, 'subsec') * 1000) as integer)";

    public void Configure(DbContextOptionsBuilder options) => options
        .UseSqlite(_connection, sqlite => sqlite.MigrationsAssembly(typeof(SqliteDialect).Assembly))
        .AddInterceptors(new Pragmas());

    public async Task MigrateAsync(PlacardDbContext db, CancellationToken cancellation)
    {
        await db.Database.MigrateAsync(cancellation);

        // A connection reads the planner's statistics once, so those that are open know nothing of the new ones.
        SqliteConnection.ClearPool(Connection(db));
    }

    public async Task<IDisposable> EnterWriteAsync(CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        return new Turn(_writer);
    }

    public Task WriteReportsAsync(PlacardDbContext db, ReportBatch batch, CancellationToken cancellation)
    {
        var reports = new SqliteReports(Connection(db), Transaction(db));
        reports.Write(batch);
        return Task.CompletedTask;
    }

    // The engine is in this process: a statement more is no journey.
    public Task<TimingGround?> TryAddTimingAsync(Timing timing, DeviceAction action, TimingRoom room, CancellationToken cancellation) =>
        Task.FromResult<TimingGround?>(null);

    public Task WriteAliveAsync(PlacardDbContext db, IReadOnlyList<(string DeviceUid, DateTime AliveAt)> alive, CancellationToken cancellation)
    {
        new SqliteReports(Connection(db), Transaction(db)).WriteAlive(alive);
        return Task.CompletedTask;
    }

    public Task InsertRecipesAsync(
        PlacardDbContext db, IReadOnlyList<ProvisioningRecipe> recipes, IEnumerable<ProvisioningRecipeTag> tags, CancellationToken cancellation)
    {
        SqliteRecipes.Insert(new(Connection(db), Transaction(db)), recipes, tags);
        return Task.CompletedTask;
    }

    /// <summary>Finds in <c>device_search</c>, whose tokenizer folds the case of all alphabets. What it finds passes the tenancy of the query around it.</summary>
    public IQueryable<string> FindDevices(PlacardDbContext db, DeviceSearch search)
    {
        // Quoted, everything is literal.
        var phrase = $"\"{search.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var query = search.Widely ? phrase : $"{{uid duid name}} : {phrase}";
        return search.Hash is { } hash
            ? db.Database.SqlQuery<string>(
                $"""
                select r.device_uid as Value from device_search join device_search_row r on r.id = device_search.rowid where device_search match {query}
                union select v.device_uid as Value from device_verification v where v.hash >= {hash} and v.hash < {hash + "g"}
                """)
            : db.Database.SqlQuery<string>(
                $"select r.device_uid as Value from device_search join device_search_row r on r.id = device_search.rowid where device_search match {query}");
    }

    // The file belongs to one server; its own tasks are kept apart by the write gate.
    public Task ExclusivelyAsync(PlacardDbContext db, string name, Func<Task> work, CancellationToken cancellation) => work();

    public bool IsUniqueViolation(Exception exception) =>
        exception is DbUpdateException { InnerException: SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } }
            or SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };

    public void Dispose() => _writer.Dispose();

    private static SqliteConnection Connection(PlacardDbContext db) => (SqliteConnection)db.Database.GetDbConnection();

    private static SqliteTransaction Transaction(PlacardDbContext db) => (SqliteTransaction)db.Database.CurrentTransaction!.GetDbTransaction();

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private SemaphoreSlim? _writer = writer;

        public void Dispose() => Interlocked.Exchange(ref _writer, null)?.Release();
    }

    private sealed class Pragmas : DbConnectionInterceptor
    {
        // WAL with synchronous=NORMAL survives a crash of the process; a power cut may lose the last commits but never corrupts,
        // so what was acknowledged as durable needs FULL.
        private const string Sql = "pragma journal_mode=wal; pragma synchronous=full; pragma temp_store=memory;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
