using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Domain.Devices;

namespace Placard.Data.Connections;

/// <summary>Keeps sessions of devices as they are until the transaction ends. Where there is one writer, nothing else could change them.</summary>
public static class SessionLocks
{
    /// <summary>The session of one connection: whoever stores commands for it takes turns.</summary>
    public static async Task<DeviceSession?> LockSessionAsync(this PlacardDbContext db, string deviceUid, string connection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (await LockAsync(db, "device_uid = {0} and connection = {1}", [deviceUid, connection], cancellation)).FirstOrDefault();
    }

    /// <summary>All sessions of devices: whether a device is offline depends on all of them.</summary>
    public static Task<List<DeviceSession>> LockSessionsAsync(this PlacardDbContext db, IReadOnlyList<string> deviceUids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(deviceUids);
        var listed = string.Join(", ", Enumerable.Range(0, deviceUids.Count).Select(index => $"{{{index}}}"));
        return LockAsync(db, $"device_uid in ({listed})", [.. deviceUids], cancellation);
    }

    // Always in the same order, so that two transactions can't wait for each other.
    private static Task<List<DeviceSession>> LockAsync(PlacardDbContext db, string condition, object[] values, CancellationToken cancellation)
    {
        var sql = "select * from gateway_session where " + condition + " order by device_uid, connection" + db.GetService<IDialect>().ForUpdate;
        return db.DeviceSessions.FromSqlRaw(sql, values).AsNoTracking().ToListAsync(cancellation);
    }
}
