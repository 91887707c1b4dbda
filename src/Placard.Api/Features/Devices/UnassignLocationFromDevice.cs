using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Devices;

internal static class UnassignLocationFromDevice
{
    /// <summary>Takes the device from its location; 404 when it is not there.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string locationUid, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        if (!await db.Devices.AnyAsync(device => device.Uid == deviceUid && device.LocationUid == locationUid, cancellation))
        {
            throw ApiErrors.NotFound();
        }

        var sent = new JsonObject { ["locationUid"] = locationUid };
        return await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<DeleteLocation>(), sent, cancellation);
    }
}
