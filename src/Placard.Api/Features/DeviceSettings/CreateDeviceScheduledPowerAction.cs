using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

internal static class CreateDeviceScheduledPowerAction
{
    /// <summary>Schedules a power action that the device repeats by itself every week. The answer's <c>Location</c> ends in its uid.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, ObjectBody body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceSettingServices services, CancellationToken cancellation)
    {
        var action = await requests.SubmitAsync(db, scope, deviceUid, services.Catalogue.Kind<SetScheduledPowerAction>(), body.Sent, cancellation);
        return new($"{services.Addresses.ApiBase}/v1/device/{deviceUid}/scheduled-power-action/{action.Uid}");
    }
}
