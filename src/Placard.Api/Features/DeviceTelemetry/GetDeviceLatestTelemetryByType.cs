using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceTelemetry;

internal static class GetDeviceLatestTelemetryByType
{
    /// <summary>The latest record of a type; 404 while the device never reported one.</summary>
    public static async Task<Ok<TelemetryResponse>> HandleAsync(
        string deviceUid, string telemetryType, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var type = TelemetryMapping.Type(telemetryType);
        var latest = await db.TelemetryLatest.AsNoTracking()
            .FirstOrDefaultAsync(latest => latest.DeviceUid == deviceUid && latest.Type == type, cancellation)
            ?? throw ApiErrors.NotFound($"{type} telemetry was not found");
        return TypedResults.Ok(new TelemetryResponse(deviceUid, type, latest.UpdatedAt, latest.UpdatedAt, new(latest.Data)));
    }
}
