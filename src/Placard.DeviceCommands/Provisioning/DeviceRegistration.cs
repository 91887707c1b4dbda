using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>Makes the row of a new device, which at first belongs to nobody.</summary>
public sealed class DeviceRegistration(TimeProvider time, Uids uids)
{
    /// <summary>What a device is called until somebody names it.</summary>
    public static string DefaultName(string duid) => $"Device {duid[..Math.Min(6, duid.Length)]}";

    /// <summary>Adds the device in the caller's transaction.</summary>
    public Device Create(PlacardDbContext db, string duid, string applicationType, string? name = null)
    {
        var device = New(duid, applicationType, name);
        db.Devices.Add(device);
        return device;
    }

    /// <summary>
    /// The same for a device that introduces itself. Its two connections do so at the same time, so that meeting the other's row is nothing unusual.
    /// </summary>
    /// <returns>The device's uid; null when the row is there already.</returns>
    public async Task<string?> TryCreateAsync(PlacardDbContext db, string duid, string applicationType, CancellationToken cancellation)
    {
        var device = New(duid, applicationType, null);
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            insert into device (uid, duid, name, application_type, auth_hash, auth_hash_created_at, upload_token, created_at, configuration_updated_at,
                is_emulator, is_demo, reset_pending, forget_pending)
            values ({device.Uid}, {device.Duid}, {device.Name}, {device.ApplicationType}, {device.AuthHash}, {device.AuthHashCreatedAt}, {device.UploadToken},
                {device.CreatedAt}, {device.ConfigurationUpdatedAt}, {false}, {false}, {false}, {false})
            on conflict (duid) do nothing
            """,
            cancellation);
        return made == 1 ? device.Uid : null;
    }

    private Device New(string duid, string applicationType, string? name)
    {
        var now = time.Now();
        return new()
        {
            Uid = uids.Device(),
            Duid = duid,
            Name = name ?? DefaultName(duid),
            ApplicationType = applicationType,
            AuthHash = Uids.AuthHash(),
            AuthHashCreatedAt = now,
            UploadToken = Uids.Secret(),
            CreatedAt = now,
            ConfigurationUpdatedAt = Device.NeverReconfigured,
        };
    }
}
