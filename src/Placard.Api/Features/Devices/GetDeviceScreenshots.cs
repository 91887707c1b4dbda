using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetDeviceScreenshots
{
    public static Paging Paging { get; } = new(100, 1000, "limit", "takenSince", "takenUntil");

    /// <summary>Pictures of the device's screen, newest first; 403 while its screen capture is disabled.</summary>
    public static async Task<PageOf<ScreenshotResponse>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, ScreenshotMapping mapping, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        await ScreenCapture.RequireAsync(db, deviceUid, cancellation);
        var found = await page.ReadAsync(
            db.Screenshots.AsNoTracking()
                .Where(screenshot => screenshot.DeviceUid == deviceUid)
                .Select(screenshot => new Row<StoredScreenshot>
                {
                    At = screenshot.TakenAt,
                    Uid = screenshot.Uid,
                    Item = new(screenshot.Uid, screenshot.DeviceUid, screenshot.TakenAt),
                }),
            cancellation);
        return found.Select(mapping.ToResponse);
    }
}
