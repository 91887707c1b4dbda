using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.DeviceSettings;

/// <summary>A switch.</summary>
/// <param name="Enabled">Whether pictures of the screen may be taken; true unless somebody forbade it.</param>
public sealed record ScreenCaptureResponse(bool Enabled);

internal static class GetDeviceScreenCaptureStatus
{
    /// <summary>Whether pictures of the device's screen may be taken. While not, requests for pictures and lists of them are refused.</summary>
    public static async Task<Ok<ScreenCaptureResponse>> HandleAsync(string deviceUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.Devices
            .Where(device => device.Uid == deviceUid)
            .Select(device => new ScreenCaptureResponse(device.ScreenCapture ?? true))
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound());
}
