using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.Messaging;

namespace Placard.Api.Features.Devices;

internal static class DeprovisionDevice
{
    /// <summary>Takes the device out of its organization and resets it; it can be paired again by a new hash.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, RequestScope scope, PlacardDbContext db, DeviceProvisioning provisioning, IDeviceSignals signals, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(
                async token =>
                {
                    // Read inside the transaction: a device that changed hands in the meantime is not this caller's any more.
                    var device = await db.Devices.FirstOrDefaultAsync(device => device.Uid == deviceUid, token) ?? throw ApiErrors.NotFound();
                    await provisioning.RemoveFromOrganizationAsync(db, device, scope.Originator, token);
                },
                cancellation);
        }
        catch (DeviceNotFreeException)
        {
            throw ApiErrors.NotFound();
        }

        await signals.SignalAsync(new(DeviceSignalKind.Deprovisioned, [deviceUid]), cancellation);
        return new();
    }
}
