using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;

namespace Placard.Api.Features.Emulators;

internal static class DeleteEmulator
{
    /// <summary>Removes an emulator with everything that hangs on its device. Its history stays with the organization until retention takes it.</summary>
    public static async Task<NoContent> HandleAsync(
        string emulatorUid, RequestScope scope, PlacardDbContext db, DeviceProvisioning provisioning, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(
                async token =>
                {
                    var device = await GetEmulators.Visible(db, scope).FirstOrDefaultAsync(device => device.Uid == emulatorUid, token)
                        ?? throw ApiErrors.NotFound();
                    await provisioning.DeleteAsync(db, device, scope.Originator, token);
                },
                cancellation);
        }
        catch (DeviceNotFreeException)
        {
            throw ApiErrors.NotFound();
        }

        await provisioning.AnnounceDeletionAsync(emulatorUid, cancellation);
        return TypedResults.NoContent();
    }
}
