using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;

namespace Placard.Workers.Retention;

/// <summary>What is deleted when it is old, and how: in batches so small that nobody waits for one.</summary>
/// <param name="name">Ends the name of the job; never changes.</param>
/// <param name="age">How old.</param>
public abstract class RetentionRule(string name, Func<RetentionOptions, TimeSpan> age)
{
    public const int Batch = 2000;

    public string Name => name;

    public TimeSpan Age(RetentionOptions options) => age(options);

    /// <summary>Deletes a batch in the caller's transaction.</summary>
    /// <param name="db">In the transaction.</param>
    /// <param name="before">What is older goes.</param>
    /// <param name="after">What the batch before returned; empty for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Where the next batch begins; null if there is none.</returns>
    public abstract Task<string?> DeleteAsync(PlacardDbContext db, DateTime before, string after, CancellationToken cancellation);
}

/// <summary>Rows that an index finds by their age: the oldest go first.</summary>
/// <param name="name">Ends the name of the job; never changes.</param>
/// <param name="age">How old.</param>
/// <param name="old">The rows, in the order of that index.</param>
public sealed class RowRule<T>(string name, Func<RetentionOptions, TimeSpan> age, Func<PlacardDbContext, DateTime, IQueryable<T>> old) : RetentionRule(name, age)
    where T : class
{
    public override async Task<string?> DeleteAsync(PlacardDbContext db, DateTime before, string after, CancellationToken cancellation) =>
        await old(db, before).Take(Batch).ExecuteDeleteAsync(cancellation) == Batch ? "" : null;
}
