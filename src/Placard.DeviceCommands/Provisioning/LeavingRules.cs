using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Data.Auditing;
using Placard.Domain;
using Placard.Domain.Auditing;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>Open commands of the old organization never reach the device.</summary>
public sealed class PendingCommandsFail : IDeviceLeavesOrganization
{
    public int Order => 10;

    public Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation) =>
        db.AcrossOrganizations<DeviceAction>()
            .Where(action => action.DeviceUid == device.Uid && action.SucceededAt == null && action.FailedAt == null)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(action => action.FailedAt, now)
                    .SetProperty(action => action.FailCode, FailCodes.DeviceMoved)
                    .SetProperty(action => action.FailMessage, "The device left the organization."),
                cancellation);
}

/// <summary>Tags and location are the organization's.</summary>
public sealed class TagsAndLocationStay : IDeviceLeavesOrganization
{
    public int Order => 20;

    public Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation)
    {
        device.LocationUid = null;
        return db.AcrossOrganizations<DeviceTag>().Where(tag => tag.DeviceUid == device.Uid).ExecuteDeleteAsync(cancellation);
    }
}

/// <summary>Everything by which the old organization or its applets could still speak as or to the device becomes worthless.</summary>
public sealed class SecretsRotate : IDeviceLeavesOrganization
{
    public int Order => 30;

    public async Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation)
    {
        device.AuthHash = Uids.AuthHash();
        device.AuthHashCreatedAt = now;
        device.UploadToken = Uids.Secret();
        device.PinCode = null;
        await db.DeviceVerifications.Where(verification => verification.DeviceUid == device.Uid).ExecuteDeleteAsync(cancellation);
        await db.DeviceLogins.Where(login => login.DeviceUid == device.Uid).ExecuteDeleteAsync(cancellation);
        await db.DeviceUploads.Where(upload => upload.DeviceUid == device.Uid).ExecuteDeleteAsync(cancellation);
    }
}

/// <summary>Name, addresses, plan and ban were the organization's choice; the next owner starts from the defaults.</summary>
public sealed class ChoicesReset : IDeviceLeavesOrganization
{
    public int Order => 40;

    public Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation)
    {
        device.Name = DeviceRegistration.DefaultName(device.Duid);

        // Whoever made it as an emulator gave it away.
        device.EmulatorOwner = null;
        device.ConnectionMethod = null;
        device.PlatformUri = null;
        device.StaticBaseUrl = null;
        device.UploadBaseUrl = null;
        device.WeinreUri = null;
        device.ExtendedManagementUrl = null;
        device.SubscriptionType = null;
        device.BannedAt = null;
        device.TelemetryIntervals = null;
        device.ScreenCapture = null;
        device.MakeConnectAnew(now);
        return Task.CompletedTask;
    }
}

/// <summary>The organization can read who took the device out.</summary>
public sealed class LeavingIsAudited(AuditTrail audit) : IDeviceLeavesOrganization
{
    public int Order => 90;

    public Task LeaveAsync(PlacardDbContext db, Device device, string organizationUid, DateTime now, CancellationToken cancellation)
    {
        audit.Add(db, AuditOperations.Deprovisioned, nameof(Device), device.Uid, organizationUid);
        return Task.CompletedTask;
    }
}
