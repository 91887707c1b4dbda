using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Devices;
using Placard.Domain.Provisioning;

namespace Placard.DeviceCommands.Provisioning.Recipes;

/// <summary>Keeps under which names the devices of nobody could be known.</summary>
public static class WaitingIdentities
{
    /// <summary>Whether the tracked device belongs to nobody and what recipes compare has changed.</summary>
    public static bool IsIdentifiedAnew(this PlacardDbContext db, Device device)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(device);
        if (device.OrganizationUid is not null)
        {
            return false;
        }

        var entry = db.Entry(device);
        return entry.Property(row => row.Brand).IsModified || entry.Property(row => row.Model).IsModified
            || entry.Property(row => row.SerialNumber).IsModified || entry.Property(row => row.MacAddresses).IsModified;
    }

    /// <summary>Writes the names of the devices, in the caller's transaction; nothing is asked where there are no devices.</summary>
    public static async Task KeepIdentitiesAsync(this PlacardDbContext db, IReadOnlyCollection<Device> devices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (devices.Count == 0)
        {
            return;
        }

        var uids = devices.Select(device => device.Uid).ToArray();
        var kept = (await db.WaitingIdentities.Where(identity => EF.Parameter(uids).Contains(identity.DeviceUid)).ToListAsync(cancellation))
            .ToLookup(identity => identity.DeviceUid);
        foreach (var device in devices)
        {
            var keys = ProvisioningKeys.Of(device);
            db.WaitingIdentities.RemoveRange(kept[device.Uid].Where(identity => !keys.Contains(identity.Key)));
            db.WaitingIdentities.AddRange(keys
                .Where(key => kept[device.Uid].All(identity => identity.Key != key))
                .Select(key => new WaitingIdentity { DeviceUid = device.Uid, Key = key }));
        }

        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The device belongs to somebody, or is gone.</summary>
    public static Task ForgetIdentitiesAsync(this PlacardDbContext db, string deviceUid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WaitingIdentities.Where(identity => identity.DeviceUid == deviceUid).ExecuteDeleteAsync(cancellation);
    }
}
