using Npgsql;
using Placard.Domain;

namespace Placard.TestKit;

/// <summary>The databases that a test runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// Which databases are there: SQLite always, PostgreSQL when PLACARD_TEST_POSTGRES holds the connection string of a server
/// on which databases may be made.
/// </summary>
public static class Databases
{
    public const string PostgreSqlVariable = "PLACARD_TEST_POSTGRES";

    public static IReadOnlyList<DatabaseKind> Available { get; } =
        Environment.GetEnvironmentVariable(PostgreSqlVariable) is { Length: > 0 } ? [DatabaseKind.Sqlite, DatabaseKind.PostgreSql] : [DatabaseKind.Sqlite];

    /// <summary>The same for xunit's MemberData.</summary>
    public static IEnumerable<object[]> All => Available.Select(kind => new object[] { kind });
}

/// <summary>A database of its own for one server, gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _server;
    private readonly string? _name;
    private string? _role;

    private TestDatabase(string? server, string? name)
    {
        _server = server;
        _name = name;
        Connection = server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 30 }.ConnectionString;
    }

    /// <summary>Value for <c>--database</c>; null for SQLite, whose file lies in the server's folder.</summary>
    public string? Connection { get; private set; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return new(null, null);
        }

        var server = Environment.GetEnvironmentVariable(Databases.PostgreSqlVariable)
            ?? throw new InvalidOperationException($"{Databases.PostgreSqlVariable} is not set.");
        var name = "placard_test_" + Uids.Random(12);
        await ExecuteAsync(server, $"create database {name}");
        return new(server, name);
    }

    /// <summary>From now on the server comes as a role that may make tables in its schema, and nothing else.</summary>
    public async Task RestrictAsync()
    {
        _role = "placard_role_" + Uids.Random(12);
        await AsAdministratorAsync($"create role {_role} login password '{_role}'; grant all on schema public to {_role};");
        Connection = new NpgsqlConnectionStringBuilder(Connection) { Username = _role, Password = _role }.ConnectionString;
    }

    /// <summary>Runs a statement as an administrator of the database.</summary>
    public Task AsAdministratorAsync(string sql) => ExecuteAsync(new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString, sql);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await ExecuteAsync(_server, $"drop database if exists {_name} with (force)");
        }

        if (_role is not null)
        {
            await ExecuteAsync(_server!, $"drop role {_role}");
        }
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
