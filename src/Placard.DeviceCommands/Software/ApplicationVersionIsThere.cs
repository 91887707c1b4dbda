using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands.Software;

/// <summary>A device goes to its new version and nowhere else: one that is sent to a missing page is lost. So a version that is not there for certain is not sent.</summary>
public sealed class ApplicationVersionIsThere(PublicAddresses addresses, IOptions<CoreAppOptions> options) : ICommandCondition
{
    public Type Kind => typeof(SetApplicationVersion);

    public async Task<CommandFailure?> RefusalAsync(PlacardDbContext db, DeviceAction action, JsonElement value, CancellationToken cancellation)
    {
        var staticBase = await db.AcrossOrganizations<Device>()
            .Where(device => device.Uid == action.DeviceUid)
            .Select(device => device.StaticBaseUrl)
            .FirstOrDefaultAsync(cancellation);
        if (staticBase is { } elsewhere && !AreSame(elsewhere, addresses.ContentBase))
        {
            return options.Value.ExternalBases.Any(known => AreSame(known, elsewhere))
                ? null
                : new(FailCodes.VersionNotAvailable, "The device loads its application from another server, which CoreApps:ExternalBases does not list.");
        }

        var type = value.GetProperty("applicationType").GetString()!;
        var version = value.GetProperty("version").GetString()!;
        return await db.CoreApps.AnyAsync(app => app.ApplicationType == type && app.Version == version, cancellation)
            ? null
            : new(FailCodes.VersionNotAvailable, $"This server holds no application {type} {version}; an administrator can import it by core-app import.");
    }

    private static bool AreSame(string one, string other) => string.Equals(one.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
