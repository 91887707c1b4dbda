using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.DeviceTelemetry;

internal static class GetDeviceLatestTelemetries
{
    /// <summary>The latest record of each type that the device ever reported.</summary>
    public static async Task<Ok<LatestTelemetriesResponse>> HandleAsync(string deviceUid, PlacardDbContext db, CancellationToken cancellation)
    {
        var device = await db.Devices.AsNoTracking().Where(device => device.Uid == deviceUid)
            .Select(device => new { device.CreatedAt }).FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        var latest = await TelemetryMapping.LatestAsync(db, [deviceUid], cancellation);
        return TypedResults.Ok(new LatestTelemetriesResponse(deviceUid, device.CreatedAt, latest[deviceUid].ToDictionary()));
    }
}
