using Placard.Data;
using Placard.Domain.Jobs;

namespace Placard.Workers.Jobs;

/// <summary>One step of one job, for whoever does it.</summary>
public sealed class JobRun(Job job, TimeSpan? every, JobStore store)
{
    public string Key => job.Key;

    public string Payload => job.Payload;

    internal bool IsCommitted { get; private set; }

    /// <summary>
    /// Ends the step: what the work writes and what follows for the job are committed together, or not at all. Inside, await nothing but the database.
    /// </summary>
    /// <exception cref="LeaseLostException">Another runner may have the job; nothing was written.</exception>
    public async Task CommitAsync(Func<PlacardDbContext, CancellationToken, Task<JobStep>> work, CancellationToken cancellation)
    {
        await store.CommitAsync(job, every, work, cancellation);
        IsCommitted = true;
    }

    /// <summary>The same for a step that has nothing of its own to write.</summary>
    public Task CommitAsync(JobStep step, CancellationToken cancellation) => CommitAsync((_, _) => Task.FromResult(step), cancellation);
}
