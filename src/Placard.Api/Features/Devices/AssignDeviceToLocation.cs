using System.Text.Json.Nodes;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Devices;

internal static class AssignDeviceToLocation
{
    /// <summary>Puts the device at a location of its organization, instead of the one that it has; the device is told.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string locationUid, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.MustHaveLocationAsync(db, scope, deviceUid, locationUid, cancellation);
        var sent = new JsonObject { ["locationUid"] = locationUid };
        return await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<SetLocation>(), sent, cancellation);
    }
}
