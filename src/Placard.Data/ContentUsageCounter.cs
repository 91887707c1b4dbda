using Microsoft.EntityFrameworkCore;

namespace Placard.Data;

/// <summary>What the content of an organization takes up.</summary>
public static class ContentUsageCounter
{
    /// <summary>Counts bytes in or, if negative, out, in the caller's transaction. One statement, so whoever does it at once waits for the other.</summary>
    public static Task CountContentAsync(this PlacardDbContext db, string organizationUid, long bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into content_usage (organization_uid, bytes) values ({organizationUid}, {Math.Max(0, bytes)})
            on conflict (organization_uid) do update set bytes = content_usage.bytes + {bytes}
            """,
            cancellation);
    }
}
