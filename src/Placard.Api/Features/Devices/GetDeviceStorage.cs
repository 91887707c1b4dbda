using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Devices;

internal static class GetDeviceStorage
{
    /// <summary>internal and removable, each capacity and freeSpace in bytes, and updatedAt; 404 before the device reported it.</summary>
    public static async Task<Ok<RawJson>> HandleAsync(string deviceUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(new RawJson(await db.Devices
            .Where(device => device.Uid == deviceUid)
            .Select(device => device.StorageStatus)
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound()));
}
