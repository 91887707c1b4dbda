using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.Workers.Retention;

/// <summary>Rows that also stand in report files: none goes before the file of its day is committed.</summary>
/// <param name="name">Ends the name of the job; never changes.</param>
/// <param name="age">How old.</param>
/// <param name="old">The rows, in the order of an index by their age.</param>
public sealed class ReportedRows<T>(string name, Func<RetentionOptions, TimeSpan> age, Func<PlacardDbContext, DateTime, IQueryable<T>> old)
    : RetentionRule(name, age)
    where T : class
{
    public override async Task<string?> DeleteAsync(PlacardDbContext db, DateTime before, string after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var unwritten = await db.AcrossOrganizations<DueReport>().MinAsync(report => (DateTime?)report.Day, cancellation);
        var end = unwritten < before ? unwritten.Value : before;
        return await old(db, end).Take(Batch).ExecuteDeleteAsync(cancellation) == Batch ? "" : null;
    }
}
