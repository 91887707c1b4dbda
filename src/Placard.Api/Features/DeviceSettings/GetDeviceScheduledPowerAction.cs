using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSettings;

internal static class GetDeviceScheduledPowerAction
{
    /// <summary>One scheduled power action; 404 when it was cancelled.</summary>
    public static async Task<Ok<ListedAction>> HandleAsync(
        string deviceUid, string scheduledActionUid, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var action = await db.Scheduled(catalogue, deviceUid).AsNoTracking().FirstOrDefaultAsync(action => action.Uid == scheduledActionUid, cancellation)
            ?? throw ApiErrors.NotFound();
        return TypedResults.Ok(GetDeviceActions.ToListed(catalogue.Kind<SetScheduledPowerAction>(), action));
    }
}
