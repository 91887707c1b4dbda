using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Data.Auditing;
using Placard.Data.Connections;
using Placard.DeviceCommands.Provisioning.Recipes;
using Placard.Domain;
using Placard.Domain.Auditing;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;
using Placard.Domain.Provisioning;
using Placard.Messaging;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>Brings devices into organizations and takes them out again.</summary>
public sealed class DeviceProvisioning(
    TimeProvider time, DeviceCommandQueue commands, DeviceActionCatalogue catalogue, IDeviceSignals signals, AuditTrail audit,
    IEnumerable<IDeviceLeavesOrganization> leaving)
{
    private readonly IDeviceLeavesOrganization[] _leaving = [.. leaving.OrderBy(rule => rule.Order)];

    /// <summary>Gives a device of nobody to an organization, in a transaction of its own, and tells the device.</summary>
    public async Task PairAsync(PlacardDbContext db, string deviceUid, string organizationUid, Originator originator, CancellationToken cancellation)
    {
        await db.WriteAsync(token => AddToOrganizationAsync(db, deviceUid, organizationUid, originator, token), cancellation);
        await AnnounceAsync(deviceUid, cancellation);
    }

    /// <summary>The same in the caller's transaction, for a device that is stored already; the caller announces it after the commit.</summary>
    /// <exception cref="DeviceNotFreeException">It is somebody's already, or the organization is gone.</exception>
    /// <exception cref="OrganizationFullException">The organization has no room.</exception>
    public async Task AddToOrganizationAsync(PlacardDbContext db, string deviceUid, string organizationUid, Originator originator, CancellationToken cancellation)
    {
        var now = time.Now();
        var paired = await db.AcrossOrganizations<Device>()
            .Where(device => device.Uid == deviceUid && device.OrganizationUid == null)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(device => device.OrganizationUid, organizationUid)
                    .SetProperty(device => device.ProvisionedAt, now),
                cancellation);
        if (paired == 0)
        {
            throw new DeviceNotFreeException();
        }

        await OrganizationRoom.TakeAsync(db, organizationUid, arriving: 0, cancellation);

        // What the device reported while it belonged to nobody belongs to its first owner from now on.
        await db.AcrossOrganizations<TelemetryLatest>()
            .Where(latest => latest.DeviceUid == deviceUid && latest.OrganizationUid == "")
            .ExecuteUpdateAsync(row => row.SetProperty(latest => latest.OrganizationUid, organizationUid), cancellation);
        audit.Add(db, AuditOperations.Provisioned, nameof(Device), deviceUid, organizationUid);
        await db.ForgetIdentitiesAsync(deviceUid, cancellation);
        await AddRecordAsync<Provision>(db, deviceUid, organizationUid, originator, cancellation);
    }

    /// <summary>Takes a device out of its organization, in a transaction of its own, and tells it to reset.</summary>
    public async Task DeprovisionAsync(PlacardDbContext db, Device device, Originator originator, CancellationToken cancellation)
    {
        await db.WriteAsync(token => RemoveFromOrganizationAsync(db, device, originator, token), cancellation);
        await signals.SignalAsync(new(DeviceSignalKind.Deprovisioned, [device.Uid]), cancellation);
    }

    /// <summary>The same in the caller's transaction, for a tracked device.</summary>
    /// <exception cref="DeviceNotFreeException">It left in the meantime.</exception>
    public async Task RemoveFromOrganizationAsync(PlacardDbContext db, Device device, Originator originator, CancellationToken cancellation)
    {
        await LeaveAsync(db, device, originator, cancellation);

        // A recipe may name it.
        await db.KeepIdentitiesAsync([device], cancellation);
    }

    /// <summary>Removes a tracked device for good, in the caller's transaction.</summary>
    /// <exception cref="DeviceNotFreeException">It left its organization in the meantime.</exception>
    public async Task DeleteAsync(PlacardDbContext db, Device device, Originator originator, CancellationToken cancellation)
    {
        // Sessions before the device, as everybody locks them.
        await db.LockSessionsAsync([device.Uid], cancellation);
        if (device.OrganizationUid is not null)
        {
            await LeaveAsync(db, device, originator, cancellation);
        }

        var uid = device.Uid;
        await db.DeviceVerifications.Where(verification => verification.DeviceUid == uid).ExecuteDeleteAsync(cancellation);
        await db.DeviceSessions.Where(session => session.DeviceUid == uid).ExecuteDeleteAsync(cancellation);
        await db.DeviceLogins.Where(login => login.DeviceUid == uid).ExecuteDeleteAsync(cancellation);
        await db.AcrossOrganizations<TelemetryLatest>().Where(latest => latest.DeviceUid == uid).ExecuteDeleteAsync(cancellation);
        await db.ForgetIdentitiesAsync(uid, cancellation);
        await db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.DeviceUid == uid)
            .ExecuteUpdateAsync(row => row.SetProperty(recipe => recipe.DeviceUid, (string?)null), cancellation);
        db.Devices.Remove(device);
    }

    public ValueTask AnnounceDeletionAsync(string deviceUid, CancellationToken cancellation) =>
        signals.SignalAsync(new(DeviceSignalKind.Disconnect, [deviceUid]), cancellation);

    public ValueTask AnnounceAsync(string deviceUid, CancellationToken cancellation) =>
        signals.SignalAsync(new(DeviceSignalKind.State, [deviceUid]), cancellation);

    private async Task LeaveAsync(PlacardDbContext db, Device device, Originator originator, CancellationToken cancellation)
    {
        var now = time.Now();
        var organizationUid = device.OrganizationUid ?? throw new DeviceNotFreeException();

        // Whoever makes something of this organization for the device holds its row, such as a timing: none of it can come after what the rules delete.
        if (await db.LockDevicesAsync(organizationUid, [device.Uid], cancellation) is [])
        {
            throw new DeviceNotFreeException();
        }

        foreach (var rule in _leaving)
        {
            await rule.LeaveAsync(db, device, organizationUid, now, cancellation);
        }

        await AddRecordAsync<Deprovision>(db, device.Uid, organizationUid, originator, cancellation);
        device.OrganizationUid = null;
        device.ProvisionedAt = null;
        device.ForgetPending = false;
        device.ResetPending = true;
    }

    private Task AddRecordAsync<TKind>(PlacardDbContext db, string deviceUid, string organizationUid, Originator originator, CancellationToken cancellation)
        where TKind : DeviceActionKind
    {
        var value = JsonSerializer.SerializeToElement(new ProvisioningValue(organizationUid), JsonSerializerOptions.Web);
        return commands.AddAsync(db, new(deviceUid, organizationUid, catalogue.Kind<TKind>(), value, originator), cancellation);
    }
}

/// <summary>The device belongs to somebody already, or to nobody any more: another caller was faster.</summary>
public sealed class DeviceNotFreeException() : Exception("The device changed hands in the meantime.");
