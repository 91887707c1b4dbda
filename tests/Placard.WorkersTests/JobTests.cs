using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Placard.Domain;
using Placard.TestKit;
using Placard.Workers.Jobs;
using Xunit;

namespace Placard.WorkersTests;

public sealed class JobTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Two_runners_never_run_one_job_at_once(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var runs = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var runners = Enumerable.Range(0, 4).Select(_ => lab.Runner(new TestKind((run, _) =>
        {
            runs.AddOrUpdate(run.Key, 1, (_, count) => count + 1);
            return Task.CompletedTask;
        }))).ToArray();
        foreach (var number in Enumerable.Range(0, 60))
        {
            await lab.AddAsync("test", $"{number}");
        }

        await Task.WhenAll(runners.Select(runner => Task.Run(() => JobLab.RunAllAsync(runner))));

        Assert.Equal(60, runs.Count);
        Assert.All(runs.Values, count => Assert.Equal(1, count));
        Assert.Equal(60, await lab.Database.ReadAsync(db => db.Jobs.CountAsync(job => job.FinishedAt != null && job.LeaseOwner == null)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_dead_runner_s_job_is_taken_over_after_its_lease_and_can_write_nothing_any_more(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        await lab.AddAsync("test");
        var dead = Assert.Single(await lab.Store.ClaimAsync(["test"], 10, CancellationToken.None));
        var taken = 0;
        var runner = lab.Runner(new TestKind((_, _) =>
        {
            taken++;
            return Task.CompletedTask;
        }));

        lab.Time.Advance(lab.Options.Lease - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await runner.BeginDueAsync(CancellationToken.None));
        lab.Time.Advance(TimeSpan.FromMilliseconds(1));
        await JobLab.RunAllAsync(runner);

        Assert.Equal(1, taken);
        Assert.False(await lab.Store.RenewAsync(dead, CancellationToken.None));
        await Assert.ThrowsAsync<LeaseLostException>(() => lab.Store.CommitAsync(
            dead, null, (db, _) =>
            {
                db.OutboxMails.Add(Mail(lab));
                return Task.FromResult(JobStep.Finished);
            },
            CancellationToken.None));
        Assert.Equal(0, await lab.Database.ReadAsync(db => db.OutboxMails.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_long_run_keeps_its_lease(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        await lab.AddAsync("test");
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var runner = lab.Runner(new TestKind(async (_, _) =>
        {
            begun.SetResult();
            await release.Task;
        }));
        await runner.BeginDueAsync(CancellationToken.None);
        await begun.Task;

        // Three leases pass; each renewal is waited for, as it happens on another thread.
        var last = (await lab.JobAsync("test")).LeaseUntil;
        foreach (var _ in Enumerable.Range(0, 9))
        {
            lab.Time.Advance(lab.Options.Lease / 3);
            var before = last;
            await Eventually.IsTrueAsync("the lease is renewed", async () => (last = (await lab.JobAsync("test")).LeaseUntil) > before);
        }

        Assert.Equal(0, await lab.Runner(new TestKind((_, _) => Task.CompletedTask)).BeginDueAsync(CancellationToken.None));
        release.SetResult();
        await runner.DrainAsync();
        Assert.NotNull((await lab.JobAsync("test")).FinishedAt);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Failures_back_off_and_park_and_asking_again_wakes_the_parked(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var fails = true;
        var runs = 0;
        var runner = lab.Runner(new TestKind((_, _) =>
        {
            runs++;
            return fails ? throw new InvalidOperationException("No luck.") : Task.CompletedTask;
        }));
        await lab.AddAsync("test");

        await JobLab.RunAllAsync(runner);
        Assert.Equal((1, lab.Time.Now() + TimeSpan.FromSeconds(4)), (runs, (await lab.JobAsync("test")).DueAt));
        lab.Time.Advance(TimeSpan.FromSeconds(4));
        await JobLab.RunAllAsync(runner);
        Assert.Equal((2, lab.Time.Now() + TimeSpan.FromSeconds(8)), (runs, (await lab.JobAsync("test")).DueAt));
        lab.Time.Advance(TimeSpan.FromSeconds(8));
        await JobLab.RunAllAsync(runner);
        lab.Time.Advance(TimeSpan.FromDays(1));
        await JobLab.RunAllAsync(runner);

        var parked = await lab.JobAsync("test");
        Assert.Equal(3, runs);
        Assert.NotNull(parked.ParkedAt);
        Assert.Equal("InvalidOperationException: No luck.", parked.LastError);
        Assert.Contains(lab.Server.Logs.Lines, entry => entry.Level == LogLevel.Error && entry.Message.Contains("given up", StringComparison.Ordinal));

        fails = false;
        await lab.AddAsync("test");
        await JobLab.RunAllAsync(runner);
        Assert.Equal(4, runs);
        Assert.NotNull((await lab.JobAsync("test")).FinishedAt);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_job_that_kills_its_nodes_is_parked_too(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        await lab.AddAsync("test");
        for (var death = 0; death < lab.Options.MaxAttempts; death++)
        {
            Assert.Single(await lab.Store.ClaimAsync(["test"], 1, CancellationToken.None));
            lab.Time.Advance(lab.Options.Lease);
        }

        var ran = false;
        await JobLab.RunAllAsync(lab.Runner(new TestKind((_, _) =>
        {
            ran = true;
            return Task.CompletedTask;
        })));

        Assert.False(ran);
        Assert.NotNull((await lab.JobAsync("test")).ParkedAt);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_step_writes_and_what_follows_it_are_committed_together(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var runner = lab.Runner(new TestKind((run, token) => run.CommitAsync(
            (db, _) =>
            {
                db.OutboxMails.Add(Mail(lab));
                return run.Payload == "3" ? throw new InvalidOperationException() : Task.FromResult(JobStep.Again(lab.Time.Now(), $"{int.Parse(run.Payload, null) + 1}"));
            },
            token)));
        await lab.AddAsync("test", payload: "0");

        await JobLab.RunAllAsync(runner);

        Assert.Equal(3, await lab.Database.ReadAsync(db => db.OutboxMails.CountAsync()));
        var job = await lab.JobAsync("test");
        Assert.Equal(("3", 1), (job.Payload, job.Attempts));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_job_asked_for_while_it_runs_runs_once_more(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var runs = 0;
        var runner = lab.Runner(new TestKind(async (_, _) =>
        {
            if (++runs == 1)
            {
                await lab.AddAsync("test");
                await lab.AddAsync("test");
            }
        }));
        await lab.AddAsync("test");
        await lab.AddAsync("test");

        await JobLab.RunAllAsync(runner);

        Assert.Equal(2, runs);
        Assert.NotNull((await lab.JobAsync("test")).FinishedAt);
        await lab.AddAsync("test", after: TimeSpan.FromHours(1));
        Assert.Equal(2, await lab.Database.ReadAsync(db => db.Jobs.CountAsync(job => job.Kind == "test")));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Recurring_work_is_one_row_that_comes_back_whatever_happens(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var runs = 0;
        var kind = new TestKind((_, _) => ++runs % 2 == 0 ? throw new InvalidOperationException() : Task.CompletedTask) { Kind = "hourly", Every = TimeSpan.FromHours(1) };
        var (one, other) = (lab.Runner(kind), lab.Runner(kind));
        await one.AddRecurringAsync(CancellationToken.None);
        await other.AddRecurringAsync(CancellationToken.None);
        lab.Time.Advance(TimeSpan.FromMinutes(5));

        foreach (var _ in Enumerable.Range(0, 10))
        {
            await JobLab.RunAllAsync(one);
            await JobLab.RunAllAsync(other);
            lab.Time.Advance(TimeSpan.FromHours(1));
        }

        var job = await lab.JobAsync("hourly");
        Assert.Equal(10, runs);
        Assert.Null(job.FinishedAt);
        Assert.Null(job.ParkedAt);
    }

    [Fact]
    public async Task The_server_runs_what_is_due_by_itself()
    {
        var done = new TaskCompletionSource();
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Services = services => services.AddSingleton<IJobKind>(new TestKind((_, _) =>
            {
                done.TrySetResult();
                return Task.CompletedTask;
            })),
        });
        var queue = server.Services.GetRequiredService<JobQueue>();
        await server.Services.GetRequiredService<Data.Database>().WriteAsync((db, token) => queue.AddAsync(db, "test", "", "", DateTime.UnixEpoch, token), CancellationToken.None);
        queue.Wake();

        await done.Task.WaitAsync(Eventually.Patience);
    }

    private static Domain.Jobs.OutboxMail Mail(JobLab lab) => new()
    {
        Uid = Uids.Random(50),
        Recipient = "someone@example.org",
        Subject = "",
        ProtectedBody = "",
        DueAt = lab.Time.Now(),
        CreatedAt = lab.Time.Now(),
    };
}
