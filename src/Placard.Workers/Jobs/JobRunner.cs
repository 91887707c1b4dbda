using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Jobs;

namespace Placard.Workers.Jobs;

/// <summary>Takes due jobs and runs them, some at once. Every node does; there is no leader.</summary>
public sealed partial class JobRunner : BackgroundService
{
    // A server that starts has better things to do.
    private static readonly TimeSpan FirstTurn = TimeSpan.FromMinutes(5);

    private readonly JobStore _store;
    private readonly JobQueue _queue;
    private readonly Database _database;
    private readonly Context _context;
    private readonly Dictionary<string, IJobKind> _kinds;
    private readonly ConcurrentDictionary<Task, Job> _running = new();

    public JobRunner(JobStore store, JobQueue queue, Database database, IEnumerable<IJobKind> kinds, Context context)
    {
        _store = store;
        _queue = queue;
        _database = database;
        _context = context;
        _kinds = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
    }

    /// <summary>Time, limits, and where to tell of what happens.</summary>
    public sealed record Context(IOptions<JobOptions> Options, TimeProvider Time, JobMetrics Metrics, ILogger<JobRunner> Logger);

    private JobOptions Options => _context.Options.Value;

    /// <summary>Takes what is due, as far as there is room, and begins it.</summary>
    /// <returns>How many jobs were begun.</returns>
    public async Task<int> BeginDueAsync(CancellationToken cancellation)
    {
        var room = Options.Concurrency - _running.Count;
        if (room <= 0 || _kinds.Count == 0 || !await _store.AnyDueAsync(cancellation))
        {
            return 0;
        }

        var claimed = await _store.ClaimAsync(_kinds.Keys, room, cancellation);
        foreach (var job in claimed)
        {
            var work = RunAsync(job, cancellation);
            _running[work] = job;
            _ = work.ContinueWith(
                done =>
                {
                    _running.TryRemove(done, out _);
                    _queue.Wake();
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return claimed.Count;
    }

    /// <summary>Waits until nothing runs.</summary>
    public async Task DrainAsync()
    {
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Keys);
        }
    }

    /// <summary>Sees to it that recurring kinds have their job.</summary>
    public Task AddRecurringAsync(CancellationToken cancellation) => _database.WriteAsync(
        async (db, token) =>
        {
            foreach (var kind in _kinds.Values.Where(kind => kind.Every is not null).OrderBy(kind => kind.Kind, StringComparer.Ordinal))
            {
                await _queue.EnsureAsync(db, kind.Kind, "", _context.Time.Now() + (kind.Every < FirstTurn ? kind.Every.Value : FirstTurn), token);
            }
        },
        cancellation);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await DrainAsync().WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Options.Enabled)
        {
            return;
        }

        var prepared = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!prepared)
                {
                    await AddRecurringAsync(stoppingToken);
                    prepared = true;
                }

                await BeginDueAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LookFailed(_context.Logger, exception);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // Time to stop.
            }

            await PauseAsync(stoppingToken);
        }
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var tick = Task.Delay(Options.PollInterval, _context.Time, pause.Token);
        var woken = _queue.WaitAsync(pause.Token);
        await Task.WhenAny(tick, woken);
        await pause.CancelAsync();
        await Task.WhenAll(tick, woken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        await Task.Yield();
        var kind = _kinds[job.Kind];
        var started = _context.Time.GetTimestamp();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(job, lost, ended.Token);
        string outcome;
        try
        {
            // A step that its process did not survive counts too: a job that kills its node must not kill them all for ever.
            outcome = job.Attempts > Options.MaxAttempts
                ? await ParkAsync(job, kind, job.LastError ?? "The processes that ran it died.")
                : await StepAsync(job, kind, lost.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not the job's fault: whoever comes next begins anew, at once.
            outcome = await GiveBackAsync(job);
        }
        catch (Exception exception) when (exception is LeaseLostException || lost.IsCancellationRequested)
        {
            Log.LeaseLost(_context.Logger, job.Kind, job.Key);
            outcome = "lease_lost";
        }
        catch (Exception exception)
        {
            outcome = await FailAsync(job, kind, exception);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }

        _context.Metrics.Ended(job.Kind, outcome, _context.Time.GetElapsedTime(started));
    }

    private async Task<string> StepAsync(Job job, IJobKind kind, CancellationToken cancellation)
    {
        var run = new JobRun(job, kind.Every, _store);
        await kind.RunAsync(run, cancellation);
        if (!run.IsCommitted)
        {
            await run.CommitAsync(JobStep.Finished, cancellation);
        }

        return "done";
    }

    private async Task RenewAsync(Job job, CancellationTokenSource lost, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Options.Lease / 3, _context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                try
                {
                    if (!await _store.RenewAsync(job, ended))
                    {
                        await lost.CancelAsync();
                        return;
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // There are two more chances, and then the commit will notice.
                    Log.RenewFailed(_context.Logger, exception, job.Kind, job.Key);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<string> GiveBackAsync(Job job)
    {
        try
        {
            await _store.FailAsync(job, "The node was stopped.", _context.Time.Now(), startOver: true, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.NotWritten(_context.Logger, exception, job.Kind, job.Key);
        }

        return "stopped";
    }

    private async Task<string> FailAsync(Job job, IJobKind kind, Exception exception)
    {
        var error = $"{exception.GetType().Name}: {exception.Message}";
        if (job.Attempts >= Options.MaxAttempts)
        {
            return await ParkAsync(job, kind, error, exception);
        }

        var retryAt = _context.Time.Now() + Options.RetryAfter(job.Attempts);
        Log.StepFailed(_context.Logger, exception, job.Kind, job.Key, job.Attempts, retryAt);
        try
        {
            await _store.FailAsync(job, error, retryAt, startOver: false, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Its lease will run out.
            Log.NotWritten(_context.Logger, failure, job.Kind, job.Key);
        }

        return "failed";
    }

    private async Task<string> ParkAsync(Job job, IJobKind kind, string error, Exception? exception = null)
    {
        Log.Parked(_context.Logger, exception, job.Kind, job.Key, job.Attempts, error);
        try
        {
            var nextTurn = kind.Every is { } every ? _context.Time.Now() + every : (DateTime?)null;
            await _store.FailAsync(job, error, nextTurn, startOver: nextTurn is not null, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.NotWritten(_context.Logger, failure, job.Kind, job.Key);
        }

        return "parked";
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Due jobs could not be looked for; the next look follows.")]
        public static partial void LookFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} {Key} lost its lease; another node may have it.")]
        public static partial void LeaseLost(ILogger logger, string kind, string key);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Kind} {Key} could not be renewed.")]
        public static partial void RenewFailed(ILogger logger, Exception exception, string kind, string key);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} {Key} failed in attempt {Attempt}; the next is at {RetryAt}.")]
        public static partial void StepFailed(ILogger logger, Exception exception, string kind, string key, int attempt, DateTime retryAt);

        [LoggerMessage(Level = LogLevel.Error, Message = "Job {Kind} {Key} is given up after {Attempts} attempts: {Error}")]
        public static partial void Parked(ILogger logger, Exception? exception, string kind, string key, int attempts, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The state of job {Kind} {Key} could not be written; it is taken up when its lease ends.")]
        public static partial void NotWritten(ILogger logger, Exception exception, string kind, string key);
    }
}
