using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Domain.Organizations;

namespace Placard.Data;

/// <summary>Keeps an organization or company as it is until the transaction ends. Where there is one writer, nothing else could change it.</summary>
public static class OrganizationLocks
{
    /// <summary>
    /// The row, tracked, and nobody else's until the commit: what has a limit or a last one in an organization is counted behind it. Null when it is not there.
    /// After devices and before everything else.
    /// </summary>
    public static Task<Organization?> LockOrganizationAsync(this PlacardDbContext db, string uid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return ReadAsync(db, uid, db.GetService<IDialect>().ForUpdate, cancellation);
    }

    /// <summary>
    /// Whether the organization is there, and stays there until the commit; many may hold it at once. For whoever makes something that belongs to it:
    /// without it the thing could come after its deletion, and would be nobody's for ever.
    /// </summary>
    public static async Task<bool> HoldOrganizationAsync(this PlacardDbContext db, string uid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await ReadAsync(db, uid, db.GetService<IDialect>().ForKeyShare, cancellation) is not null;
    }

    private static async Task<Organization?> ReadAsync(PlacardDbContext db, string uid, string suffix, CancellationToken cancellation)
    {
        var sql = "select * from organization where uid = {0}" + suffix;
        return (await db.Organizations.FromSqlRaw(sql, uid).ToListAsync(cancellation)).FirstOrDefault();
    }
}
