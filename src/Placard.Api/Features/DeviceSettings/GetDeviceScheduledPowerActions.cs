using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.Api.Features.DeviceSettings;

internal static class GetDeviceScheduledPowerActions
{
    /// <summary>What is scheduled now, newest first; what was cancelled is left out.</summary>
    public static async Task<PageOf<ListedAction>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var found = await page.ReadAsync(
            db.Scheduled(catalogue, deviceUid).AsNoTracking().Select(action => new Row<DeviceAction> { At = action.CreatedAt, Uid = action.Uid, Item = action }),
            cancellation);
        var kind = catalogue.Kind<SetScheduledPowerAction>();
        return found.Select(action => GetDeviceActions.ToListed(kind, action));
    }
}
