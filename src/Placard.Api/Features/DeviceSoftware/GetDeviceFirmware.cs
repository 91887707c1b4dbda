using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>The last firmware that was asked for.</summary>
/// <param name="Uid">Uid of the request; begins with <c>DEVICE_CREATE_UID:</c> when there was none yet.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="Version">The version that was asked for, or what the device reported when none was; null when that is not known either.</param>
/// <param name="CreatedAt">When it was asked for, or the device was made.</param>
/// <param name="SucceededAt">When the device reported the version; null before.</param>
/// <param name="FailedAt">When it failed; the action log tells why.</param>
public sealed record DeviceFirmwareResponse(
    string Uid, string DeviceUid, string? Version, DateTime CreatedAt, DateTime? SucceededAt, DateTime? FailedAt);

internal static class GetDeviceFirmware
{
    private const string NoneYet = "DEVICE_CREATE_UID:";
    private const int UidLength = 50;

    /// <summary>The last firmware that was asked for; of a device that never was, what it has, dated at the making of the device.</summary>
    public static async Task<Ok<DeviceFirmwareResponse>> HandleAsync(
        string deviceUid, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        if (await GetDeviceActions.NewestAsync(db, deviceUid, catalogue.Kind<SetFirmwareVersion>(), cancellation) is { } asked)
        {
            return TypedResults.Ok(new DeviceFirmwareResponse(
                asked.Uid, deviceUid, asked.Value.GetProperty("version").GetString(), asked.CreatedAt, asked.SucceededAt, asked.FailedAt));
        }

        var device = await db.Devices.Where(device => device.Uid == deviceUid)
            .Select(device => new { device.FirmwareVersion, device.CreatedAt })
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        return TypedResults.Ok(new DeviceFirmwareResponse(
            NoneYet + deviceUid[..UidLength], deviceUid, device.FirmwareVersion, device.CreatedAt, null, null));
    }
}
