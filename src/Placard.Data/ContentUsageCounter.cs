using Microsoft.EntityFrameworkCore;

namespace Placard.Data;

/// <summary>What the content of an organization takes up.</summary>
public static class ContentUsageCounter
{
    /// <summary>
    /// Counts bytes in or, if negative, out, in the caller's transaction. All writers of an organization wait for each other here,
    /// so it is the last thing that a transaction does.
    /// </summary>
    /// <returns>Bytes in all.</returns>
    public static async Task<long> CountContentAsync(this PlacardDbContext db, string organizationUid, long bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var total = await db.Database.SqlQuery<long>(
            $"""
            insert into content_usage (organization_uid, bytes) values ({organizationUid}, {Math.Max(0, bytes)})
            on conflict (organization_uid) do update set bytes = content_usage.bytes + {bytes}
            returning bytes as "Value"
            """).ToListAsync(cancellation);
        return total[0];
    }
}
