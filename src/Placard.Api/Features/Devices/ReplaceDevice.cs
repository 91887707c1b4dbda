using System.Text.Json.Serialization;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Devices;

/// <summary>The new hardware.</summary>
/// <param name="DeviceUid">Another device of the same organization.</param>
public sealed record ReplaceDeviceRequest([property: JsonRequired] string DeviceUid);

internal static class ReplaceDevice
{
    /// <summary>
    /// Lets new hardware take the place of the device: it gets exactly the name, location, tags and timings of the old one, which loses them and is called
    /// "... (replaced)". An operation of Placard's own.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, Body<ReplaceDeviceRequest> body, RequestScope scope, PlacardDbContext db, Replacement replacement, CancellationToken cancellation)
    {
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var successorUid = body.Value.DeviceUid;
        if (successorUid == deviceUid)
        {
            throw ApiErrors.InvalidBody("deviceUid", "must be another device");
        }

        if (await DeviceReads.OrganizationAsync(db, scope, successorUid) != organizationUid)
        {
            throw ApiErrors.InvalidBody("deviceUid", "must be a device of the same organization");
        }

        return await replacement.RequestAsync(db, scope, deviceUid, body, cancellation);
    }
}

/// <summary>Asks for a replacement and tells both devices.</summary>
internal sealed class Replacement(DeviceActionRequests requests, DeviceActionCatalogue catalogue, DeviceProvisioning provisioning)
{
    public async Task<Done> RequestAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, Body<ReplaceDeviceRequest> body, CancellationToken cancellation)
    {
        var done = await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<Domain.DeviceActions.ReplaceDevice>(), body.Sent, cancellation);
        await provisioning.AnnounceAsync(body.Value.DeviceUid, cancellation);
        return done;
    }
}
