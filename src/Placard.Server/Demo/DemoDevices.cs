using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.DeviceCommands.Provisioning;
using Placard.DeviceEmulation.Profiles;
using Placard.Domain.Devices;
using Placard.Server.Options;

namespace Placard.Server.Demo;

/// <summary>The rows of the demo's devices: marked, and paired with the oldest organization before they connect for the first time.</summary>
internal sealed class DemoDevices(Database database, DeviceRegistration registration, DeviceProvisioning provisioning, DemoDuids duids, DemoRemoval removal)
{
    /// <summary>The brands, taken in turn.</summary>
    public static IReadOnlyList<BrandProfile> Brands { get; } =
        [BrandProfiles.SamsungTizen, BrandProfiles.LgWebOs, BrandProfiles.SonyAndroid, BrandProfiles.BrightSign, BrandProfiles.RaspberryPi, BrandProfiles.Emulator];

    /// <summary>Makes the database hold exactly that many demo devices, reusing those of the last time.</summary>
    /// <returns>Their duids.</returns>
    public async Task<IReadOnlyList<string>> PrepareAsync(int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            await removal.RemoveAsync(keep: [], cancellation);
            duids.Forget();
            return [];
        }

        await RefuseForeignDevicesAsync(cancellation);
        var taken = duids.Take(count);
        await removal.RemoveAsync(keep: taken, cancellation);
        await AddMissingAsync(taken, cancellation);
        return taken;
    }

    // A demo on a server with customers' players would mix invented numbers into theirs.
    private async Task RefuseForeignDevicesAsync(CancellationToken cancellation)
    {
        var foreign = await database.ReadAsync(db => db.AcrossOrganizations<Device>().CountAsync(
            device => !device.IsDemo && !device.IsEmulator && device.EmulatorOwner == null && device.ApplicationType != "default", cancellation));
        if (foreign > 0)
        {
            throw StartException.Option("--demo", $"this database holds {foreign} real devices; run a demo on a database of its own (another --data)");
        }
    }

    private async Task AddMissingAsync(IReadOnlyList<string> taken, CancellationToken cancellation)
    {
        await using var db = database.Open();
        var organization = await db.Organizations.Where(one => !one.IsCompany).OrderBy(one => one.CreatedAt).Select(one => one.Uid).FirstOrDefaultAsync(cancellation)
            ?? throw StartException.Option("--demo", "there is no organization that the devices could belong to");
        var owner = await db.Accounts.OrderBy(account => account.CreatedAt).Select(account => account.Id).FirstAsync(cancellation);
        var originator = new Originator(OriginatorKind.Account, owner.ToString(CultureInfo.InvariantCulture));
        var known = await db.AcrossOrganizations<Device>().Where(device => taken.Contains(device.Duid)).Select(device => device.Duid).ToListAsync(cancellation);
        await db.WriteAsync(
            async token =>
            {
                for (var number = 0; number < taken.Count; number++)
                {
                    if (!known.Contains(taken[number]))
                    {
                        var device = Add(db, taken[number], number);

                        // Pairing works on stored rows.
                        await db.SaveChangesAsync(token);
                        await provisioning.AddToOrganizationAsync(db, device.Uid, organization, originator, token);
                    }
                }
            },
            cancellation);
    }

    private Device Add(PlacardDbContext db, string duid, int number)
    {
        var brand = Brands[number % Brands.Count];
        var device = registration.Create(db, duid, brand.ApplicationType, string.Create(CultureInfo.InvariantCulture, $"Demo {number + 1} {brand.Brand}"));
        device.IsDemo = true;
        return device;
    }
}
