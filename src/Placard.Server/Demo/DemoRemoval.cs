using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.Domain.Provisioning;
using Placard.Storage;

namespace Placard.Server.Demo;

/// <summary>Removes demo devices with all that they reported: nothing invented may stay in a database.</summary>
internal sealed class DemoRemoval(Database database, DeviceProvisioning provisioning, IBlobStore blobs)
{
    public async Task RemoveAsync(IReadOnlyList<string> keep, CancellationToken cancellation)
    {
        await using var db = database.Open();
        var devices = await db.AcrossOrganizations<Device>().Where(device => device.IsDemo && !keep.Contains(device.Duid)).ToListAsync(cancellation);
        foreach (var device in devices)
        {
            var pictures = await PicturesAsync(db, device.Uid, cancellation);
            await db.WriteAsync(token => RemoveAsync(db, device, token), cancellation);
            await DeletePicturesAsync(db, pictures, cancellation);
        }
    }

    private async Task RemoveAsync(PlacardDbContext db, Device device, CancellationToken cancellation)
    {
        if (device.OrganizationUid is not null)
        {
            // Domains take the device out of what they put it into, as for any device that is deleted.
            await provisioning.RemoveFromOrganizationAsync(db, device, new Originator(OriginatorKind.Device, device.Uid), cancellation);
            await db.SaveChangesAsync(cancellation);
        }

        var uid = device.Uid;
        await DeleteAsync<TelemetryRecord>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<TelemetryLatest>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceEvent>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<Screenshot>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceUpload>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceAction>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceTag>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceVerification>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceSession>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<DeviceLogin>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<ConnectionInterval>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<StoredFrame>(db, row => row.DeviceUid == uid, cancellation);
        await DeleteAsync<WaitingIdentity>(db, row => row.DeviceUid == uid, cancellation);
        db.Remove(device);
    }

    private static Task DeleteAsync<T>(PlacardDbContext db, Expression<Func<T, bool>> ofDevice, CancellationToken cancellation)
        where T : class =>
        db.AcrossOrganizations<T>().Where(ofDevice).ExecuteDeleteAsync(cancellation);

    private static async Task<List<string>> PicturesAsync(PlacardDbContext db, string deviceUid, CancellationToken cancellation) =>
        await db.AcrossOrganizations<Screenshot>().Where(row => row.DeviceUid == deviceUid).Select(row => row.BlobHash)
            .Union(db.AcrossOrganizations<DeviceUpload>().Where(row => row.DeviceUid == deviceUid).Select(row => row.BlobHash))
            .ToListAsync(cancellation);

    // Equal pictures are one blob, which another device may show too.
    private async Task DeletePicturesAsync(PlacardDbContext db, List<string> hashes, CancellationToken cancellation)
    {
        foreach (var hash in await BlobReferences.UnusedAsync(db, hashes, cancellation))
        {
            await blobs.DeleteAsync(hash, cancellation);
        }
    }
}
