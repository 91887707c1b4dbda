using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain;
using Placard.Server;
using Placard.Server.Options;

namespace Placard.TestKit;

/// <summary>The real server inside the test's process, on real ports, with a database and a folder of its own.</summary>
public sealed class PlacardServer : IAsyncDisposable
{
    private const string ManyRequests = "1000000";

    private readonly PlacardServerSetup _setup;
    private readonly TestDatabase _database;
    private readonly TestFolder _folder = new();
    private readonly List<HttpClient> _clients = [];
    private WebApplication? _app;

    private PlacardServer(PlacardServerSetup setup, TestDatabase database)
    {
        _setup = setup;
        _database = database;
    }

    /// <summary>Base of the API and of the device channel.</summary>
    public Uri ApiUrl => Services.GetRequiredService<PublicAddresses>().Api;

    /// <summary>Base of the second origin.</summary>
    public Uri ContentUrl => Services.GetRequiredService<PublicAddresses>().Content;

    public string DataDirectory => _folder.Path;

    /// <summary>Connection string of the server's PostgreSQL database; null on SQLite.</summary>
    public string? DatabaseConnection => _database.Connection;

    public ServerCredentials Credentials => ServerCredentials.Read(_folder.File("credentials.env"));

    public IServiceProvider Services => _app?.Services ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>The clock that the test turns, if it gave one.</summary>
    public FakeTimeProvider? Time => _setup.Time;

    public CollectedLogs Logs { get; } = new();

    public static Task<PlacardServer> StartAsync(DatabaseKind database) => StartAsync(new PlacardServerSetup { Database = database });

    public static async Task<PlacardServer> StartAsync(PlacardServerSetup? setup = null)
    {
        setup ??= new();
        var server = new PlacardServer(setup, await TestDatabase.CreateAsync(setup.Database));
        try
        {
            await server.RunAsync("http://127.0.0.1:0", "http://127.0.0.1:0");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server gracefully and starts it again on the same ports, database and folder.</summary>
    public async Task RestartAsync()
    {
        var (api, content) = (ApiUrl.GetLeftPart(UriPartial.Authority), ContentUrl.GetLeftPart(UriPartial.Authority));
        await StopAsync();
        await RunAsync(api, content);
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>A client that sends nobody's keys.</summary>
    public HttpClient Anonymous() => Client(ApiUrl, null);

    /// <summary>A client that acts as the organization of the first start.</summary>
    public HttpClient AsOrganization() => Client(ApiUrl, Credentials.OrganizationKey);

    /// <summary>A client that acts as the organization.</summary>
    public HttpClient AsOrganization(TestOrganization organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return Client(ApiUrl, organization.Key);
    }

    /// <summary>A client that acts as the account of the first start, owner of its company and administrator of the server.</summary>
    public HttpClient AsAccount() => Client(ApiUrl, Credentials.AccountKey);

    /// <summary>A client that sends any key.</summary>
    public HttpClient WithKey(string key) => Client(ApiUrl, key);

    /// <summary>A client of the second origin.</summary>
    public HttpClient OfContent() => Client(ContentUrl, null);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await StopAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task RunAsync(string api, string content)
    {
        var options = new Dictionary<string, string?>(_setup.Settings)
        {
            ["Data"] = _folder.Path,
            ["Database"] = _database.Connection,
            ["Urls"] = api,
            ["ContentUrls"] = content,
        };
        if (_setup.RaiseQuota)
        {
            options.TryAdd("Quota:PermitsPerSecond", ManyRequests);
            options.TryAdd("Quota:QueueLimit", ManyRequests);
        }

        var app = Program.Build(ServerSettings.Read(options, _setup.Environment), Change);
        try
        {
            await app.StartAsync();
            _app = app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private void Change(IServiceCollection services)
    {
        services.AddLogging(logging => logging.ClearProviders().AddProvider(Logs));
        if (_setup.Time is { } time)
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        }

        _setup.Services?.Invoke(services);
    }

    private HttpClient Client(Uri address, string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-Auth", key);
        }

        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }
}
