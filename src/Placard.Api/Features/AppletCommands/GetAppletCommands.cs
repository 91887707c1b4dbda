using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.AppletCommands;

internal static class GetAppletCommands
{
    /// <summary>Commands to and from the applets of a device, newest first, those of the last three days; older ones are in the daily report files.</summary>
    public static async Task<PageOf<AppletCommandResponse>> HandleAsync(
        string deviceUid, Page page, QueryText appletUid, QueryText type, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        return await CommandList.ReadAsync(
            page, db.AppletCommands.AsNoTracking().Where(command => command.DeviceUid == deviceUid), appletUid.Value, type.Value, cancellation);
    }
}
