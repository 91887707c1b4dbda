using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Organizations;

internal static class DeleteOrganization
{
    /// <summary>
    /// Deletes an organization with everything that it owns: tokens, memberships, tags, locations, applets, packages, recipes, its private network, uploads.
    /// 409 while it has devices, or emulators that nobody paired yet. Its audit records stay; what its former devices reported stays unseen until its retention ends.
    /// </summary>
    public static async Task<Done> HandleAsync(string organizationUid, PlacardDbContext db, CallerCache callers, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                // Whoever brings a device or makes a thing for it holds the row, so none of it can come after what is deleted here.
                var organization = await db.LockOrganizationAsync(organizationUid, token) ?? throw ApiErrors.NotFound();
                await MustBeEmptyAsync(db, organizationUid, token);
                await OrganizationDeletion.DeleteOwnedAsync(db, organizationUid, token);
                await OrganizationMembers.DeleteAllAsync(db, organizationUid, token);
                db.Organizations.Remove(organization);
            },
            cancellation);
        callers.Forget();
        return new();
    }

    private static async Task MustBeEmptyAsync(PlacardDbContext db, string organizationUid, CancellationToken cancellation)
    {
        var owner = $"organization:{organizationUid}";
        if (await db.AcrossOrganizations<Device>().AnyAsync(device => device.OrganizationUid == organizationUid, cancellation))
        {
            throw ApiErrors.Conflict("The organization has devices; move or deprovision them first");
        }

        if (await db.AcrossOrganizations<Device>().AnyAsync(device => device.OrganizationUid == null && device.EmulatorOwner == owner, cancellation))
        {
            throw ApiErrors.Conflict("The organization has emulators that nobody paired yet; delete them first");
        }
    }
}
