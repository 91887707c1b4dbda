using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

/// <param name="Message">Always <c>OK</c>.</param>
/// <param name="RequestUid">Uid of the request, as in the action log.</param>
public sealed record FirmwareRequestedResponse(string Message, string RequestUid);

internal static class UpdateDeviceFirmware
{
    /// <summary>Asks the device to upgrade its firmware. It is done when the device reports the version; its progress is in the action log.</summary>
    public static async Task<Done<FirmwareRequestedResponse>> HandleAsync(
        string deviceUid, Body<FirmwareVersionValue> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        var action = await requests.SubmitAsync(db, scope, deviceUid, catalogue.Kind<SetFirmwareVersion>(), body.Sent, cancellation);
        return new(new("OK", action.Uid), requests.LocationOf(action));
    }
}
