using Microsoft.EntityFrameworkCore;
using Placard.Domain;

namespace Placard.Data.Jobs;

/// <summary>Makes the rows of jobs, for whoever needs one done and knows nothing of who does it.</summary>
public sealed class JobRows(Uids uids, TimeProvider time)
{
    /// <summary>
    /// Adds a job in the caller's transaction. At most one of a kind and key is open: if there is one, that becomes due at the earlier of both times,
    /// runs once more if it is being worked on, and leaves the parking place if it was parked. It keeps its payload, so put into that only what the key implies.
    /// All who add the same job wait for each other, so do it late in the transaction.
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
}
