using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Placard.Api.Features.Applets.Building;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>Starts builds after what changed is stored. A client that hangs up does not stop one: what it stored is built.</summary>
internal sealed partial class AppletBuilds(AppletBuilder builder, Database database, ILogger<AppletBuilds> log)
{
    /// <summary>Builds for a caller who waits for it and hears why it can't be done.</summary>
    public Task BuildAsync(string appletUid, string version) => builder.BuildAsync(appletUid, version, CancellationToken.None);

    /// <summary>Builds if that is possible already; of a version whose entry file is not there yet nothing is built, and nobody hears of it.</summary>
    public async Task TryBuildAsync(string appletUid, string version)
    {
        var isReady = await database.ReadAsync(db => db.AcrossOrganizations<AppletVersion>()
            .Where(found => found.AppletUid == appletUid && found.Version == version && found.EntryFile != null)
            .AnyAsync(found => db.AcrossOrganizations<AppletFile>()
                .Any(file => file.AppletUid == appletUid && file.Version == version && file.Path == found.EntryFile)));
        if (!isReady)
        {
            return;
        }

        try
        {
            await BuildAsync(appletUid, version);
        }
        catch (ApiException refusal)
        {
            LogNotBuilt(refusal, appletUid, version);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Version {Version} of applet {AppletUid} can't be built")]
    private partial void LogNotBuilt(Exception refusal, string appletUid, string version);
}
