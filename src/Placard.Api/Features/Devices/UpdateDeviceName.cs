using System.Text.Json.Serialization;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Devices;

/// <summary>A name.</summary>
/// <param name="Name">1 to 255 characters, none of them a control character.</param>
public sealed record UpdateDeviceNameRequest([property: JsonRequired] string Name);

internal static class UpdateDeviceName
{
    /// <summary>Names a device; effective at once, and shown by the device.</summary>
    public static Task<Done> HandleAsync(
        string deviceUid, Body<UpdateDeviceNameRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation) =>
        requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<UpdateName>(), body.Sent, cancellation);
}
