using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Placard.Bench.Measuring;

/// <summary>The published server as a process of its own, on free ports, with a folder and a database that vanish with it.</summary>
internal sealed class PlacardUnderTest : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly (string Server, string Name)? _database;
    private readonly Dictionary<string, string> _credentials;

    private PlacardUnderTest(ChildProcess process, Uri api, Uri content, string folder, bool ownsFolder, (string, string)? database, TimeSpan readyAfter)
    {
        _process = process;
        Api = api;
        Content = content;
        _folder = folder;
        _ownsFolder = ownsFolder;
        _database = database;
        ReadyAfter = readyAfter;
        _credentials = File.ReadAllLines(Path.Combine(folder, "credentials.env"))
            .Where(line => line.Contains('=', StringComparison.Ordinal))
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    public ChildProcess Process => _process;

    public Uri Api { get; }

    /// <summary>The second origin.</summary>
    public Uri Content { get; }

    public string Folder => _folder;

    /// <summary>From the start of the process to the first 200 of /health/ready.</summary>
    public TimeSpan ReadyAfter { get; }

    public string OrganizationUid => _credentials["SOS_ORGANIZATION_UID"];

    public string OrganizationKey => $"{_credentials["SOS_AUTH_CLIENT_ID"]}:{_credentials["SOS_AUTH_SECRET"]}";

    /// <summary>Connection string of the server's database.</summary>
    public string Database => _database is var (server, name)
        ? new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString
        : $"Data Source={Path.Combine(_folder, "placard.db")}";

    /// <param name="program">The published server.</param>
    /// <param name="postgres">Where to make its database; null for SQLite.</param>
    /// <param name="folder">An existing data folder; null for a new one.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<PlacardUnderTest> StartAsync(FileInfo program, string? postgres, string? folder, CancellationToken cancellation)
    {
        (string, string)? database = postgres is null ? null : (postgres, await MakeDatabaseAsync(postgres, cancellation));
        var data = folder ?? Directory.CreateTempSubdirectory("placard-bench-").FullName;
        var api = new Uri($"http://127.0.0.1:{FreePort()}");
        var content = new Uri($"http://127.0.0.1:{FreePort()}");
        var environment = new Dictionary<string, string>
        {
            // The middleware stays on; only its limits are out of the way.
            ["PLACARD_Quota__PermitsPerSecond"] = "1000000",
            ["PLACARD_Quota__QueueLimit"] = "1000000",
            ["PLACARD_Gateway__RegistrationsPerMinute"] = "1000000",
            ["PLACARD_Gateway__FailedLogInsPerMinute"] = "1000000",
            ["PLACARD_Gateway__FloodFramesPerSecond"] = "1000000",
        };
        List<string> arguments = ["--data", data, "--urls", api.GetLeftPart(UriPartial.Authority), "--content-urls", content.GetLeftPart(UriPartial.Authority)];
        if (database is var (server, name))
        {
            arguments.AddRange(["--database", new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString]);
        }

        var process = ChildProcess.Start(program.FullName, arguments, environment);
        await ReadyAsync(process, api, cancellation);
        return new(process, api, content, data, folder is null, database, Stopwatch.GetElapsedTime(process.StartedAt));
    }

    public HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = Api };
        client.DefaultRequestHeaders.Add("X-Auth", OrganizationKey);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.TerminateAsync();
        await _process.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }

        if (_database is var (server, name))
        {
            await ExecuteAsync(server, $"drop database {name} with (force)", CancellationToken.None);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task ReadyAsync(ChildProcess process, Uri api, CancellationToken cancellation, string path = "/health/ready")
    {
        using var client = new HttpClient { BaseAddress = api };
        while (true)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The program ended:\n{process.Output}");
            }

            try
            {
                using var answer = await client.GetAsync(path, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(5, cancellation);
        }
    }

    private static async Task<string> MakeDatabaseAsync(string server, CancellationToken cancellation)
    {
        var name = "placard_bench_" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12];
        await ExecuteAsync(server, $"create database {name}", cancellation);
        return name;
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
