using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Jobs;
using Placard.TestKit;
using Placard.Workers.Jobs;

namespace Placard.WorkersTests;

/// <summary>A server whose own runner is off, and runners that a test makes and drives itself, as if each were a node.</summary>
internal sealed class JobLab(PlacardServer server, FakeTimeProvider time) : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public PlacardServer Server => server;

    public FakeTimeProvider Time => time;

    public JobOptions Options { get; init; } = new() { Lease = TimeSpan.FromSeconds(30), MaxAttempts = 3, FirstRetry = TimeSpan.FromSeconds(4) };

    public Database Database => server.Services.GetRequiredService<Database>();

    public JobQueue Queue => server.Services.GetRequiredService<JobQueue>();

    public JobStore Store => new(Database, Microsoft.Extensions.Options.Options.Create(Options), time);

    public static async Task<JobLab> StartAsync(DatabaseKind database)
    {
        var time = new FakeTimeProvider(Start);
        return new(await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time, Settings = Quiet }), time);
    }

    /// <summary>Switches the server's own runner off.</summary>
    public static IReadOnlyDictionary<string, string?> Quiet { get; } = new Dictionary<string, string?> { ["Jobs:Enabled"] = "false" };

    public JobRunner Runner(params IJobKind[] kinds) => new(
        Store, Queue, Database, kinds,
        new(Microsoft.Extensions.Options.Options.Create(Options), time, server.Services.GetRequiredService<JobMetrics>(), server.Services.GetRequiredService<ILogger<JobRunner>>()));

    /// <summary>Runs everything that is due, until nothing is.</summary>
    public static async Task RunAllAsync(JobRunner runner)
    {
        while (await runner.BeginDueAsync(CancellationToken.None) > 0)
        {
            await runner.DrainAsync();
        }
    }

    public Task AddAsync(string kind, string key = "", string payload = "", TimeSpan? after = null) => Database.WriteAsync(
        (db, token) => Queue.AddAsync(db, kind, key, payload, time.Now() + (after ?? TimeSpan.Zero), token), CancellationToken.None);

    public Task<Job> JobAsync(string kind, string key = "") => Database.ReadAsync(db => db.Jobs.AsNoTracking().SingleAsync(job => job.Kind == kind && job.Key == key));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>A kind whose work the test writes.</summary>
internal sealed class TestKind(Func<JobRun, CancellationToken, Task> work) : IJobKind
{
    public string Kind { get; init; } = "test";

    public TimeSpan? Every { get; init; }

    public Task RunAsync(JobRun run, CancellationToken cancellation) => work(run, cancellation);
}
