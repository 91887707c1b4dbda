using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain.Content;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>What the old organization shows is not shown any more.</summary>
public sealed class TimingsEnd : IDeviceLeavesOrganization
{
    public int Order => 25;

    public Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation) =>
        db.AcrossOrganizations<Timing>().Where(timing => timing.DeviceUid == device.Uid).ExecuteDeleteAsync(cancellation);
}

/// <summary>The successor shows what the old one showed, and nothing else.</summary>
public sealed class TimingsMove : IDeviceIsReplaced
{
    public int Order => 30;

    public async Task ReplaceAsync(PlacardDbContext db, Device old, Device successor, DateTime now, CancellationToken cancellation)
    {
        await db.AcrossOrganizations<Timing>().Where(timing => timing.DeviceUid == successor.Uid).ExecuteDeleteAsync(cancellation);
        await db.AcrossOrganizations<Timing>().Where(timing => timing.DeviceUid == old.Uid)
            .ExecuteUpdateAsync(row => row.SetProperty(timing => timing.DeviceUid, successor.Uid), cancellation);
    }
}
