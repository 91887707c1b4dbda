using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Jobs;

namespace Placard.Workers.Jobs;

/// <summary>Leases in the database. A leased job is due again when its lease ends, so taking over from a dead node is no special case.</summary>
public sealed class JobStore(Database database, IOptions<JobOptions> options, TimeProvider time)
{
    /// <summary>Takes due jobs, each for one lease. No two runners get the same.</summary>
    public async Task<IReadOnlyList<Job>> ClaimAsync(IReadOnlyCollection<string> kinds, int most, CancellationToken cancellation)
    {
        var now = time.Now();
        var until = now + options.Value.Lease;
        var known = string.Join(", ", Enumerable.Range(4, kinds.Count).Select(index => $"{{{index}}}"));

        // Kinds of a newer version are left to the nodes that know them.
        var sql = $$"""
            update job set lease_owner = {0}, lease_until = {1}, due_at = {1}, attempts = attempts + 1, again_at = null
            where uid in (
                select uid from job
                where finished_at is null and parked_at is null and due_at <= {2} and kind in ({{known}})
                order by due_at limit {3}{{database.Dialect.SkipLocked}})
            returning *
            """;
        object[] values = [Uids.Random(32), until, now, most, .. kinds];
        return await database.WriteAsync(async (db, token) => await db.Jobs.FromSqlRaw(sql, values).AsNoTracking().ToListAsync(token), cancellation);
    }

    /// <summary>Whether anything is due; looked at before the write that takes it.</summary>
    public Task<bool> AnyDueAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        return database.ReadAsync(db => db.Jobs.AnyAsync(job => job.FinishedAt == null && job.ParkedAt == null && job.DueAt <= now, cancellation));
    }

    /// <returns>Whether the lease was still held.</returns>
    public async Task<bool> RenewAsync(Job job, CancellationToken cancellation)
    {
        var until = time.Now() + options.Value.Lease;
        return await database.WriteAsync(
            (db, token) => Held(db, job).ExecuteUpdateAsync(
                row => row.SetProperty(held => held.LeaseUntil, until).SetProperty(held => held.DueAt, until), token),
            cancellation) == 1;
    }

    /// <summary>Writes what a step brought about and what follows it, together. The job's row comes first: it is locked until the end.</summary>
    /// <exception cref="LeaseLostException">The lease is not held any more; nothing is written.</exception>
    public Task CommitAsync(Job job, TimeSpan? every, Func<PlacardDbContext, CancellationToken, Task<JobStep>> work, CancellationToken cancellation) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (await Held(db, job).ExecuteUpdateAsync(row => row.SetProperty(held => held.Attempts, 0), token) == 0)
                {
                    throw new LeaseLostException();
                }

                var step = await work(db, token);
                var now = time.Now();
                var due = step.DueAt ?? (every is { } interval ? now + interval : null);
                var (goesOn, next) = (due is not null, due ?? now);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    update job set lease_owner = null, lease_until = null, again_at = null, last_error = null, payload = {step.Payload ?? job.Payload},
                        due_at = case when again_at is null or ({goesOn} and again_at > {next}) then {next} else again_at end,
                        finished_at = case when again_at is null and not {goesOn} then {next} else null end
                    where uid = {job.Uid}
                    """,
                    token);
            },
            cancellation);

    /// <summary>Remembers why a step failed and when to try again; null parks the job.</summary>
    public Task FailAsync(Job job, string error, DateTime? retryAt, bool startOver, CancellationToken cancellation)
    {
        var now = time.Now();
        DateTime? parkedAt = retryAt is null ? now : null;
        var attempts = startOver ? 0 : job.Attempts;
        return database.WriteAsync(
            (db, token) => Held(db, job).ExecuteUpdateAsync(
                row => row
                    .SetProperty(held => held.LeaseOwner, (string?)null)
                    .SetProperty(held => held.LeaseUntil, (DateTime?)null)
                    .SetProperty(held => held.DueAt, retryAt ?? now)
                    .SetProperty(held => held.ParkedAt, parkedAt)
                    .SetProperty(held => held.Attempts, attempts)
                    .SetProperty(held => held.LastError, error),
                token),
            cancellation);
    }

    private static IQueryable<Job> Held(PlacardDbContext db, Job job) =>
        db.Jobs.Where(held => held.Uid == job.Uid && held.LeaseOwner == job.LeaseOwner && held.FinishedAt == null);
}
