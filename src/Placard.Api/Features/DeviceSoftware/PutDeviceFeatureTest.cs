using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

internal static class PutDeviceFeatureTest
{
    /// <summary>Makes the device run feature tests; what does not end within 15 minutes has failed.</summary>
    public static async Task<DoneSilently> HandleAsync(
        string deviceUid, Body<TestSuiteValue> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        var action = await requests.SubmitAsync(db, scope, deviceUid, catalogue.Kind<SetTestSuite>(), body.Sent, cancellation);
        return new(requests.LocationOf(action));
    }
}
