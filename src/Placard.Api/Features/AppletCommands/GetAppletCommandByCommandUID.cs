using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.AppletCommands;

internal static class GetAppletCommandByCommandUID
{
    /// <summary>One command, readable at once after it was sent, whether the device is there or not. Whether the device got it is in the action log, under the same uid.</summary>
    public static async Task<Ok<AppletCommandResponse>> HandleAsync(
        string deviceUid, string appletUid, string commandUid, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var found = await db.AppletCommands.AsNoTracking()
            .Where(command => command.Uid == commandUid && command.DeviceUid == deviceUid && command.AppletUid == appletUid)
            .Select(CommandList.ToResponse)
            .FirstOrDefaultAsync(cancellation);
        return TypedResults.Ok(found ?? throw ApiErrors.NotFound());
    }
}
