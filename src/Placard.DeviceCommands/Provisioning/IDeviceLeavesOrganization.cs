using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>
/// What a domain does when a device leaves its organization, for whatever reason. All implementations run in order, in the one transaction of the leaving:
/// either the device is gone with everything, or nothing happened.
/// </summary>
public interface IDeviceLeavesOrganization
{
    /// <summary>Lower runs first.</summary>
    int Order { get; }

    Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation);
}
