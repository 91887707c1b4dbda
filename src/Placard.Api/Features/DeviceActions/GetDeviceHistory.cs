using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceActions;

internal static class GetDeviceHistory
{
    /// <summary>Everything that the device was asked to do, who asked, and what came of it.</summary>
    public static async Task<PageOf<ActionRecordResponse>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        return await page.ReadAsync(
            db.DeviceActions.AsNoTracking().Where(action => action.DeviceUid == deviceUid).Select(ActionRecordMapping.ToRow), cancellation);
    }
}
