using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceTelemetry;

internal static class GetDevicesLatestTelemetries
{
    /// <summary>The latest records of each device, of all devices or of those named. Ordered by the devices' creation.</summary>
    public static async Task<PageOf<LatestTelemetriesResponse>> HandleAsync(
        CommaList deviceUids, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        var devices = await page.ReadAsync(
            db.Devices.AsNoTracking().OfOne(scope).WithUids(deviceUids.Values)
                .Select(device => new Row<KnownDevice> { At = device.CreatedAt, Uid = device.Uid, Item = new(device.Uid, device.CreatedAt) }),
            cancellation);
        var latest = await TelemetryMapping.LatestAsync(db, [.. devices.Items.Select(device => device.Uid)], cancellation);
        return devices.Select(device => new LatestTelemetriesResponse(device.Uid, device.CreatedAt, latest[device.Uid].ToDictionary()));
    }

    private sealed record KnownDevice(string Uid, DateTime CreatedAt);
}
