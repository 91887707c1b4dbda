using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetDeviceLastAlive
{
    /// <summary>Last sign of life of one device.</summary>
    public static async Task<Ok<DeviceAliveResponse>> HandleAsync(string deviceUid, PlacardDbContext db, TimeProvider time, CancellationToken cancellation) =>
        TypedResults.Ok(await db.Devices
            .Where(device => device.Uid == deviceUid)
            .Select(DeviceAliveResponse.Of(db, time))
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound());
}
