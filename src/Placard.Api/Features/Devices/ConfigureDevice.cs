using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.Devices;

/// <summary>Only what is sent changes.</summary>
/// <param name="Name">1 to 255 characters, none of them a control character.</param>
/// <param name="ConnectionMethod">websocket or http (polling); null leaves it to the device.</param>
/// <param name="PlatformUri">Absolute http(s) address; null: the server's own.</param>
/// <param name="StaticBaseUrl">Absolute http(s) address; null: the server's own.</param>
/// <param name="UploadBaseUrl">Absolute http(s) address; null: the server's own.</param>
/// <param name="WeinreUri">Absolute http(s) address of a remote debugger; null: none.</param>
/// <param name="ExtendedManagementUrl">Absolute http(s) address; null: none.</param>
public sealed record ConfigureDeviceRequest(
    string? Name,
    string? ConnectionMethod,
    string? PlatformUri,
    string? StaticBaseUrl,
    string? UploadBaseUrl,
    string? WeinreUri,
    string? ExtendedManagementUrl);

internal static class ConfigureDevice
{
    /// <summary>Names a device and says where and how it reaches the platform.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, Body<ConfigureDeviceRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        DeviceActionKind[] kinds = [catalogue.Kind<UpdateName>(), catalogue.Kind<UpdateConfiguration>()];
        await requests.RequestAsync(db, scope, deviceUid, kinds, body.Sent, cancellation);
        return new();
    }
}
