using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Organizations;
using Placard.Domain.Provisioning;
using Placard.Messaging;

namespace Placard.Api.Features.Tags;

internal static class DeleteTag
{
    private const int Signalled = 1000;

    /// <summary>
    /// Deletes a tag and takes it off devices, locations and recipes. Tags below it move up to the one that was above it. Devices that had it are told.
    /// </summary>
    public static async Task<Done> HandleAsync(string uid, PlacardDbContext db, IDeviceSignals signals, CancellationToken cancellation)
    {
        var organizationUid = await UpdateTag.OrganizationOfAsync(db, uid, cancellation);
        var devices = await db.WriteAsync(
            async token =>
            {
                await db.LockOrganizationAsync(organizationUid, token);
                var tag = await db.LockTagAsync(uid, token) ?? throw ApiErrors.NotFound();
                db.OrganizationTags.Remove(tag);
                var parent = tag.ParentTagUid;
                await db.OrganizationTags.Where(child => child.ParentTagUid == uid)
                    .ExecuteUpdateAsync(row => row.SetProperty(child => child.ParentTagUid, parent), token);

                // Whoever puts it on something holds it, so nothing can come after this.
                var tagged = db.AcrossOrganizations<DeviceTag>().Where(link => link.TagUid == uid);
                var uids = await tagged.Select(link => link.DeviceUid).ToListAsync(token);
                await tagged.ExecuteDeleteAsync(token);
                await db.AcrossOrganizations<LocationTag>().Where(link => link.TagUid == uid).ExecuteDeleteAsync(token);
                await db.AcrossOrganizations<ProvisioningRecipeTag>().Where(link => link.TagUid == uid).ExecuteDeleteAsync(token);
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
