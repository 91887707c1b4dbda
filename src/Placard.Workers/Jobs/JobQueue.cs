using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Data.Jobs;
using Placard.Domain;

namespace Placard.Workers.Jobs;

/// <summary>Makes jobs.</summary>
public sealed class JobQueue(JobRows rows, Uids uids, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <inheritdoc cref="JobRows.AddAsync"/>
    public Task AddAsync(PlacardDbContext db, string kind, string key, string payload, DateTime dueAt, CancellationToken cancellation) =>
        rows.AddAsync(db, kind, key, payload, dueAt, cancellation);

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
