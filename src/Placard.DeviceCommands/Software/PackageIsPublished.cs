using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;
using Placard.Domain.Software;

namespace Placard.DeviceCommands.Software;

/// <summary>
/// Of a package that the organization or its company keeps here, only what is published for the device's type may be installed.
/// Of any other name nothing is known here, so the device decides.
/// </summary>
public sealed class PackageIsPublished(TimeProvider time) : ICommandCondition
{
    public Type Kind => typeof(InstallPackage);

    public async Task<CommandFailure?> RefusalAsync(PlacardDbContext db, DeviceAction action, JsonElement value, CancellationToken cancellation)
    {
        var name = value.GetProperty("packageName").GetString()!;
        var version = value.GetProperty("version").GetString()!;
        var build = value.GetProperty("build").GetString();
        var companyUid = await db.Organizations
            .Where(organization => organization.Uid == action.OrganizationUid)
            .Select(organization => organization.ParentUid)
            .FirstOrDefaultAsync(cancellation);
        var packages = await db.AcrossOrganizations<Package>()
            .Where(package => package.PackageName == name && (package.OrganizationUid == action.OrganizationUid || package.OrganizationUid == companyUid))
            .Select(package => package.Uid)
            .ToListAsync(cancellation);
        if (packages.Count == 0)
        {
            return null;
        }

        var now = time.Now();
        var isPublished = await (
            from published in db.AcrossOrganizations<PackageVersion>()
            from device in db.AcrossOrganizations<Device>()
            where packages.Contains(published.PackageUid) && published.Version == version && published.PublishedSince <= now
                && device.Uid == action.DeviceUid && published.ApplicationType == device.ApplicationType
                && (build == null || published.Build == build)
            select published.Uid).AnyAsync(cancellation);
        return isPublished
            ? null
            : new(FailCodes.VersionNotAvailable, $"The version {version} of {name} is not published for this type of device.");
    }
}
