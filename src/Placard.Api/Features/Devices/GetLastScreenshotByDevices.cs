using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetLastScreenshotByDevices
{
    /// <summary>The newest picture of each device, of all devices or of those named; devices without one, or whose screen capture is disabled, are left out. Ordered by the devices' creation.</summary>
    public static async Task<PageOf<ScreenshotResponse>> HandleAsync(
        CommaList deviceUids, Page page, RequestScope scope, PlacardDbContext db, ScreenshotMapping mapping, CancellationToken cancellation)
    {
        var found = await page.ReadAsync(
            db.Devices.AsNoTracking().OfOne(scope).WithUids(deviceUids.Values)
                .Where(device => device.ScreenCapture != false && db.Screenshots.Any(screenshot => screenshot.DeviceUid == device.Uid))
                .Select(device => new Row<StoredScreenshot>
                {
                    At = device.CreatedAt,
                    Uid = device.Uid,
                    Item = db.Screenshots
                        .Where(screenshot => screenshot.DeviceUid == device.Uid)
                        .OrderByDescending(screenshot => screenshot.TakenAt).ThenByDescending(screenshot => screenshot.Uid)
                        .Select(screenshot => new StoredScreenshot(screenshot.Uid, screenshot.DeviceUid, screenshot.TakenAt))
                        .First(),
                }),
            cancellation);
        return found.Select(mapping.ToResponse);
    }
}
