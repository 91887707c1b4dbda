using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Devices;

internal static class RequestNewDeviceScreenshot
{
    /// <summary>
    /// Asks the device for a picture of its screen, which later appears in its list; expires if the device is not there within 15 minutes.
    /// 403 while its screen capture is disabled.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await ScreenCapture.RequireAsync(db, deviceUid, cancellation);
        return await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<TakeScreenshot>(), [], cancellation);
    }
}
