using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.AppletCommands;

internal static class GetAppletCommandsOfOneApplet
{
    /// <summary>The same of one applet. Also of one that the server does not know, as a developer's machine may have sent it to the device.</summary>
    public static async Task<PageOf<AppletCommandResponse>> HandleAsync(
        string deviceUid, string appletUid, Page page, QueryText type, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        return await CommandList.ReadAsync(
            page, db.AppletCommands.AsNoTracking().Where(command => command.DeviceUid == deviceUid), appletUid, type.Value, cancellation);
    }
}
