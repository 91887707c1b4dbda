using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;

namespace Placard.Workers.Jobs;

/// <summary>Makes jobs.</summary>
public sealed class JobQueue(Uids uids, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>
    /// Adds a job in the caller's transaction. At most one of a kind and key is open: if there is one, that becomes due at the earlier of both times,
    /// runs once more if it is being worked on, and leaves the parking place if it was parked. It keeps its payload, so put into that only what the key implies.
    /// </summary>
    public Task AddAsync(PlacardDbContext db, string kind, string key, string payload, DateTime dueAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into job (uid, kind, key, payload, due_at, attempts, created_at)
            values ({uids.Ordered()}, {kind}, {key}, {payload}, {dueAt}, 0, {time.Now()})
            on conflict (kind, key) where finished_at is null do update
            set due_at = case when job.lease_owner is null and (job.parked_at is not null or job.due_at > excluded.due_at) then excluded.due_at else job.due_at end,
                again_at = case when job.lease_owner is null then null else excluded.due_at end,
                attempts = case when job.parked_at is null then job.attempts else 0 end,
                parked_at = null
            """,
            cancellation);
    }

    /// <summary>Adds a job in the caller's transaction unless one of its kind and key is open; that is left as it is.</summary>
    public Task EnsureAsync(PlacardDbContext db, string kind, string key, DateTime dueAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into job (uid, kind, key, payload, due_at, attempts, created_at)
            values ({uids.Ordered()}, {kind}, {key}, '', {dueAt}, 0, {time.Now()})
            on conflict (kind, key) where finished_at is null do nothing
            """,
            cancellation);
    }

    /// <summary>Call it after the commit: this node looks at once. Without it, some node looks soon.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public void Dispose() => _wake.Dispose();

    internal Task WaitAsync(CancellationToken cancellation) => _wake.WaitAsync(cancellation);
}
