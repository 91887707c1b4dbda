using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Provisioning;

/// <summary>The short hashes by which people pair a device that shows one.</summary>
public sealed class DeviceVerifications(TimeProvider time, Uids uids, DeviceProvisioning provisioning)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// The hash that the waiting device shows: the same one for 24 hours, whoever of its connections asks first.
    /// Null for a device that waits no more: a hash made after it was paired would make it wait again, for ever.
    /// </summary>
    public async Task<DeviceVerification?> PendingAsync(Database database, string deviceUid, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await database.WriteAsync(
                    async (db, token) => await LockWaitingAsync(db, deviceUid, token) ? await PendingAsync(db, deviceUid, token) : null, cancellation);
            }
            catch (Exception exception) when (database.Dialect.IsUniqueViolation(exception))
            {
                // The other connection made it in this moment, or another device the same hash: the next look finds which.
            }
        }
    }

    /// <summary>The same in the caller's transaction, for a device that nobody else knows yet.</summary>
    public async Task<DeviceVerification> PendingAsync(PlacardDbContext db, string deviceUid, CancellationToken cancellation)
    {
        var now = time.Now();
        var pending = await db.DeviceVerifications
            .Where(verification => verification.DeviceUid == deviceUid && verification.VerifiedAt == null)
            .FirstOrDefaultAsync(cancellation);
        if (pending is not null && pending.ExpiresAt > now)
        {
            return pending;
        }

        await db.DeviceVerifications.Where(verification => verification.VerifiedAt == null && verification.ExpiresAt <= now)
            .ExecuteDeleteAsync(cancellation);
        if (pending is not null)
        {
            db.Entry(pending).State = EntityState.Detached;
        }

        var verification = new DeviceVerification
        {
            Uid = uids.Ordered(),
            DeviceUid = deviceUid,
            Hash = await FreeHashAsync(db, cancellation),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        db.DeviceVerifications.Add(verification);
        return verification;
    }

    /// <summary>Pairs the device that shows the hash. Null when no waiting device shows it.</summary>
    public async Task<DeviceVerification?> VerifyAsync(PlacardDbContext db, string hash, string organizationUid, Originator originator, CancellationToken cancellation)
    {
        var now = time.Now();
        var deviceUid = await db.WriteAsync(
            async token =>
            {
                // The condition is the lock: of two callers with one hash only one changes the row.
                var taken = await db.DeviceVerifications
                    .Where(verification => verification.Hash == hash && verification.VerifiedAt == null && verification.ExpiresAt > now)
                    .ExecuteUpdateAsync(
                        row => row
                            .SetProperty(verification => verification.VerifiedAt, now)
                            .SetProperty(verification => verification.OrganizationUid, organizationUid),
                        token);
                if (taken == 0)
                {
                    return null;
                }

                var uid = await db.DeviceVerifications
                    .Where(verification => verification.Hash == hash && verification.VerifiedAt == now && verification.OrganizationUid == organizationUid)
                    .Select(verification => verification.DeviceUid)
                    .FirstAsync(token);
                await provisioning.AddToOrganizationAsync(db, uid, organizationUid, originator, token);
                return uid;
            },
            cancellation);
        if (deviceUid is null)
        {
            return null;
        }

        await provisioning.AnnounceAsync(deviceUid, cancellation);
        return await db.DeviceVerifications.AsNoTracking()
            .FirstAsync(verification => verification.DeviceUid == deviceUid && verification.VerifiedAt == now, cancellation);
    }

    // The update is the lock: whoever pairs the device waits for it, or was faster.
    private static async Task<bool> LockWaitingAsync(PlacardDbContext db, string deviceUid, CancellationToken cancellation) =>
        await db.AcrossOrganizations<Device>()
            .Where(device => device.Uid == deviceUid && device.OrganizationUid == null)
            .ExecuteUpdateAsync(row => row.SetProperty(device => device.Name, device => device.Name), cancellation) == 1;

    private static async Task<string> FreeHashAsync(PlacardDbContext db, CancellationToken cancellation)
    {
        while (true)
        {
            var hash = Uids.Random(6);
            if (!await db.DeviceVerifications.AnyAsync(verification => verification.Hash == hash && verification.VerifiedAt == null, cancellation))
            {
                return hash;
            }
        }
    }
}
