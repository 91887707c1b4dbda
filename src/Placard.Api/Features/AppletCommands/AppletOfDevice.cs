using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.AppletCommands;

/// <summary>Applets that a device can be given: those of its own organization.</summary>
internal static class AppletOfDevice
{
    /// <exception cref="ApiException">No such device or applet, or not for this caller.</exception>
    public static async Task MustBeThereAsync(PlacardDbContext db, RequestScope scope, string deviceUid, string appletUid, CancellationToken cancellation)
    {
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        if (!await db.Applets.AnyAsync(applet => applet.Uid == appletUid && applet.OrganizationUid == organizationUid, cancellation))
        {
            throw ApiErrors.NotFound();
        }
    }

    /// <exception cref="ApiException">No such device or version, or not for this caller.</exception>
    public static async Task VersionMustBeThereAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, string appletUid, string appletVersion, CancellationToken cancellation)
    {
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        if (!await db.AppletVersions.AnyAsync(
            version => version.AppletUid == appletUid && version.Version == appletVersion && version.OrganizationUid == organizationUid, cancellation))
        {
            throw ApiErrors.NotFound();
        }
    }
}
