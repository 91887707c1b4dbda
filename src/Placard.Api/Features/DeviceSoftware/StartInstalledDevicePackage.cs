using System.Text.Json.Nodes;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>A package to start; it may as well be named in the query.</summary>
/// <param name="PackageName">1 to 255 characters.</param>
public sealed record StartDevicePackageRequest(string? PackageName);

internal static class StartInstalledDevicePackage
{
    /// <summary>Starts an installed package. It is named in the query, or in the body.</summary>
    public static Task<Done> HandleAsync(
        string deviceUid, QueryText packageName, Body<StartDevicePackageRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        var sent = new JsonObject { ["packageName"] = packageName.Value ?? body.Value.PackageName };
        return requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<StartPackage>(), sent, cancellation);
    }
}
