using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Devices;
using Placard.Domain.Provisioning;
using Placard.Messaging;

namespace Placard.Api.Features.Locations;

internal static class DeleteLocation
{
    private const int Signalled = 1000;

    /// <summary>
    /// Deletes a location with its pictures and tags. Devices that stood there stand nowhere then and are told; recipes that name it name none.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string locationUid, PlacardDbContext db, ContentQuota quota, IDeviceSignals signals, CancellationToken cancellation)
    {
        var devices = await db.WriteAsync(
            async token =>
            {
                // Whoever puts a device here holds the location without waiting for it, so none can come after this.
                var location = await db.LockLocationAsync(locationUid, token) ?? throw ApiErrors.NotFound();
                db.Locations.Remove(location);
                await db.SaveChangesAsync(token);
                var pictures = db.LocationAttachments.Where(picture => picture.LocationUid == locationUid);
                var freed = await pictures.SumAsync(picture => picture.Size, token);
                await pictures.ExecuteDeleteAsync(token);
                await db.LocationTags.Where(tag => tag.LocationUid == locationUid).ExecuteDeleteAsync(token);

                var sql = "select uid as \"Value\" from device where location_uid = {0} order by uid" + db.GetService<IDialect>().ForUpdate;
                var uids = await db.Database.SqlQueryRaw<string>(sql, locationUid).ToListAsync(token);
                await db.AcrossOrganizations<Device>().Where(device => device.LocationUid == locationUid)
                    .ExecuteUpdateAsync(row => row.SetProperty(device => device.LocationUid, (string?)null), token);
                await db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.LocationUid == locationUid)
                    .ExecuteUpdateAsync(row => row.SetProperty(recipe => recipe.LocationUid, (string?)null), token);
                await quota.ChangeAsync(db, location.OrganizationUid, -freed, token);
                return uids;
            },
            cancellation);
        foreach (var part in devices.Chunk(Signalled))
        {
            await signals.SignalAsync(new(DeviceSignalKind.State, part), CancellationToken.None);
        }

        return new();
    }
}
