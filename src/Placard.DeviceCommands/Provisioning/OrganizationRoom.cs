using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>Whether an organization may take in a device: it must be there, and have room if an administrator limited it.</summary>
public static class OrganizationRoom
{
    /// <summary>
    /// In the transaction that brings a device into the organization, with the device's row held. Only where there is a limit do those who bring devices wait for each other.
    /// </summary>
    /// <param name="db">The transaction.</param>
    /// <param name="organizationUid">Where the device comes to.</param>
    /// <param name="arriving">Devices that come and are not stored as its own yet.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OrganizationFullException">It has no room.</exception>
    /// <exception cref="DeviceNotFreeException">There is no such organization any more.</exception>
    public static async Task TakeAsync(PlacardDbContext db, string organizationUid, int arriving, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var isLimited = await db.Organizations.AnyAsync(
            organization => organization.Uid == organizationUid && organization.MaxDevicesCount != null, cancellation);
        if (!isLimited)
        {
            if (!await db.HoldOrganizationAsync(organizationUid, cancellation))
            {
                throw new DeviceNotFreeException();
            }

            return;
        }

        var locked = await db.LockOrganizationAsync(organizationUid, cancellation) ?? throw new DeviceNotFreeException();
        if (locked.MaxDevicesCount is { } most
            && await db.AcrossOrganizations<Device>().CountAsync(device => device.OrganizationUid == organizationUid, cancellation) + arriving > most)
        {
            throw new OrganizationFullException(most);
        }
    }
}

/// <summary>The organization has as many devices as an administrator allows it.</summary>
public sealed class OrganizationFullException(int most) : Exception($"The organization has its {most} devices.")
{
    public int Most => most;
}
