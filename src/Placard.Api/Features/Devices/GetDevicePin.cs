using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Devices;

/// <summary>The code that opens the device's own menu.</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="PinCode">4 digits.</param>
public sealed record DevicePinResponse(string DeviceUid, string PinCode);

internal static class GetDevicePin
{
    /// <summary>The PIN that the device reported; 404 before it did.</summary>
    public static async Task<Ok<DevicePinResponse>> HandleAsync(string deviceUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.Devices
            .Where(device => device.Uid == deviceUid && device.PinCode != null)
            .Select(device => new DevicePinResponse(device.Uid, device.PinCode!))
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound());
}
