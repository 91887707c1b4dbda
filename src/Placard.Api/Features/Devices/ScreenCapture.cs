using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class ScreenCapture
{
    /// <exception cref="ApiException">Somebody forbade pictures of this device's screen.</exception>
    public static async Task RequireAsync(PlacardDbContext db, string deviceUid, CancellationToken cancellation)
    {
        if (await db.Devices.AnyAsync(device => device.Uid == deviceUid && device.ScreenCapture == false, cancellation))
        {
            throw ApiErrors.ScreenCaptureDisabled();
        }
    }
}
