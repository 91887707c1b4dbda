using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

/// <summary>A name.</summary>
/// <param name="Name">1 to 255 characters, none of them a control character.</param>
public sealed record UpdateDeviceNameRequest([property: JsonRequired] string Name);

internal static class UpdateDeviceName
{
    /// <summary>Names a device; effective at once, and shown by the device.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, Body<UpdateDeviceNameRequest> body, RequestScope scope, PlacardDbContext db, DeviceChanges changes, CancellationToken cancellation)
    {
        await changes.ApplyAsync(db, scope, deviceUid, body.Sent, cancellation);
        return new();
    }
}
