using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Domain.Devices;

namespace Placard.Data.Connections;

/// <summary>Keeps devices in their organization until the transaction ends. Where there is one writer, nothing else could move them.</summary>
public static class DeviceLocks
{
    /// <summary>
    /// Those of the devices that are the organization's, tracked. What is read after it can't be changed by another until the commit.
    /// In the order of uids, so that two transactions about the same devices wait for each other one way only.
    /// </summary>
    public static Task<List<Device>> LockDevicesAsync(
        this PlacardDbContext db, string organizationUid, IEnumerable<string> deviceUids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        string[] uids = [.. deviceUids.Distinct()];
        var listed = string.Join(", ", Enumerable.Range(1, uids.Length).Select(index => $"{{{index}}}"));
        var sql = "select * from device where organization_uid = {0} and uid in (" + listed + ") order by uid" + db.GetService<IDialect>().ForUpdate;
        return db.Devices
            .FromSqlRaw(sql, [organizationUid, .. uids])
            .IgnoreQueryFilters([PlacardDbContext.TenancyFilter])
            .ToListAsync(cancellation);
    }
}
