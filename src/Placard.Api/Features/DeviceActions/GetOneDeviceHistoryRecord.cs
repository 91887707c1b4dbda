using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceActions;

internal static class GetOneDeviceHistoryRecord
{
    /// <summary>One action; writes to a device name it in their <c>Location</c>.</summary>
    public static async Task<Ok<ActionRecordResponse>> HandleAsync(
        string deviceUid, string actionUid, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var row = await db.DeviceActions.AsNoTracking()
            .Where(action => action.Uid == actionUid && action.DeviceUid == deviceUid)
            .Select(ActionRecordMapping.ToRow)
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        return TypedResults.Ok(row.Item);
    }
}
