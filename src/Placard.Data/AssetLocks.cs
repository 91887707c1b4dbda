using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Domain.Organizations;

namespace Placard.Data;

/// <summary>
/// Keeps tags and locations from being deleted until the transaction ends, so that no reference to them can dangle. What is being deleted at this moment
/// counts as gone: whoever deletes one waits for the devices that have it, so whoever holds a device must not wait for it.
/// </summary>
public static class AssetLocks
{
    /// <summary>Those of the tags that the organization has.</summary>
    public static async Task<IReadOnlyList<string>> HoldTagsAsync(
        this PlacardDbContext db, string organizationUid, IReadOnlyCollection<string> uids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(uids);
        if (uids.Count == 0)
        {
            return [];
        }

        var listed = string.Join(", ", Enumerable.Range(1, uids.Count).Select(index => $"{{{index}}}"));
        var sql = "select uid as \"Value\" from organization_tag where organization_uid = {0} and uid in (" + listed + ") order by uid" + Suffix(db);
        return await db.Database.SqlQueryRaw<string>(sql, [organizationUid, .. uids]).ToListAsync(cancellation);
    }

    /// <summary>Whether the organization has the location.</summary>
    public static async Task<bool> HoldLocationAsync(this PlacardDbContext db, string organizationUid, string uid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sql = "select uid as \"Value\" from location where organization_uid = {0} and uid = {1}" + Suffix(db);
        return (await db.Database.SqlQueryRaw<string>(sql, organizationUid, uid).ToListAsync(cancellation)).Count > 0;
    }

    /// <summary>The tag, which until the end of this transaction nobody else holds or changes.</summary>
    public static async Task<OrganizationTag?> LockTagAsync(this PlacardDbContext db, string uid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sql = "select * from organization_tag where uid = {0}" + db.GetService<IDialect>().ForUpdate;
        return (await db.OrganizationTags.FromSqlRaw(sql, uid).ToListAsync(cancellation)).FirstOrDefault();
    }

    /// <summary>The location, which until the end of this transaction nobody else holds or changes.</summary>
    public static async Task<Location?> LockLocationAsync(this PlacardDbContext db, string uid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sql = "select * from location where uid = {0}" + db.GetService<IDialect>().ForUpdate;
        return (await db.Locations.FromSqlRaw(sql, uid).ToListAsync(cancellation)).FirstOrDefault();
    }

    private static string Suffix(PlacardDbContext db) => db.GetService<IDialect>().ForKeyShareUnlessLocked;
}
