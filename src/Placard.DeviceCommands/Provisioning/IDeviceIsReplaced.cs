using Placard.Data;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>
/// What a domain does when new hardware takes the place of a device of the same organization: it gives to the successor what belongs to the place,
/// and takes it from the old one. All implementations run in order, in one transaction.
/// </summary>
public interface IDeviceIsReplaced
{
    /// <summary>Lower runs first.</summary>
    int Order { get; }

    Task ReplaceAsync(PlacardDbContext db, Device old, Device successor, DateTime now, CancellationToken cancellation);
}
