using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Where a device shall belong.</summary>
/// <param name="OrganizationUid">An organization in which the account is a manager too.</param>
public sealed record SetDeviceOrganizationRequest([property: JsonRequired] string OrganizationUid);

internal static class SetDeviceOrganization
{
    /// <summary>
    /// Moves a device to another organization, at once. It stays paired; name, location, tags and history stay behind.
    /// The account must be a manager of both.
    /// </summary>
    public static async Task<NoContent> HandleAsync(
        string deviceUid, Body<SetDeviceOrganizationRequest> body, RequestScope scope, PlacardDbContext db, DeviceActionRequests requests, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await MustManageAsync(db, scope, deviceUid, cancellation);
        scope.MustHave(body.Value.OrganizationUid, Role.Manager);
        await requests.RequestAsync(db, scope, deviceUid, catalogue.Kind<SetOrganization>(), body.Sent, cancellation);
        return TypedResults.NoContent();
    }

    // A device that the account sees in a lesser role is not unknown to it: it hears that it may not.
    private static async Task MustManageAsync(PlacardDbContext db, RequestScope scope, string deviceUid, CancellationToken cancellation)
    {
        var from = await db.AcrossOrganizations<Device>().Where(device => device.Uid == deviceUid).Select(device => device.OrganizationUid).FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        if (!scope.Sees(from))
        {
            scope.MustHave(from, Role.Manager);
            throw ApiErrors.NotFound();
        }
    }
}
