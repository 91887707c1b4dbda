using System.Text.Json.Nodes;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Devices;

internal static class AssignOrganizationTagToTheDevice
{
    /// <summary>Puts a tag of the organization on the device; once more changes nothing. The device is told.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string tagUid, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.MustHaveTagAsync(db, scope, deviceUid, tagUid, cancellation);
        var sent = new JsonObject { ["tagUids"] = new JsonArray(tagUid) };
        return await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<SetOrganizationTags>(), sent, cancellation);
    }
}
