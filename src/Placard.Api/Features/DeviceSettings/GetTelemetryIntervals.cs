using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

internal static class GetTelemetryIntervals
{
    /// <summary>Every interval: milliseconds where one was set, else null.</summary>
    public static async Task<Ok<TelemetryIntervalsValue>> HandleAsync(string deviceUid, PlacardDbContext db, CancellationToken cancellation)
    {
        var stored = await db.Devices
            .Where(device => device.Uid == deviceUid)
            .Select(device => new { device.TelemetryIntervals })
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        return TypedResults.Ok(TelemetryIntervals.Current(stored.TelemetryIntervals));
    }
}
