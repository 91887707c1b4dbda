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
        var now = time.Now();
        var device = new Device
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
        db.Devices.Add(device);
        return device;
    }
}
