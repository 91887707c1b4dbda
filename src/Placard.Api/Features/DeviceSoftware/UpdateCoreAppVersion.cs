using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Software;

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>Which version the device shall run.</summary>
/// <param name="Version">Such as 2.8.0: 1 to 64 letters, digits, dots, hyphens, underscores or plus signs.</param>
public sealed record UpdateCoreAppVersionRequest([property: JsonRequired] string Version);

internal static class UpdateCoreAppVersion
{
    /// <summary>
    /// Installs another version of the application on the device. It fails with version_not_available if the version is not there for the device to load,
    /// and with not_supported if the device's application is of another type.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string applicationType, Body<UpdateCoreAppVersionRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        if (!ApplicationTypes.IsKnown(applicationType))
        {
            await DeviceReads.OrganizationAsync(db, scope, deviceUid);
            throw ApiErrors.InvalidPath("applicationType", ApplicationTypes.Reason);
        }

        // Clients repeat the type in the body; the path is what counts.
        var sent = new JsonObject { ["applicationType"] = applicationType, ["version"] = body.Value.Version };
        return await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<SetApplicationVersion>(), sent, cancellation);
    }
}
