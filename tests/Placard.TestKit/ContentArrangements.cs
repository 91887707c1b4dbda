using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;
using Placard.Domain.Content;

namespace Placard.TestKit;

/// <summary>Applets that a server has, without the files: for tests that are about what devices are told.</summary>
public static class ContentArrangements
{
    /// <summary>Makes an applet of the organization of the first start, or of another, with a version.</summary>
    /// <param name="server">The server.</param>
    /// <param name="version">Semantic version.</param>
    /// <param name="built">Whether the version has a build.</param>
    /// <param name="organizationUid">The owner.</param>
    /// <param name="library">Makes it a single page that loads this version of the library.</param>
    public static async Task<Applet> AddAppletAsync(
        this PlacardServer server, string version = "1.0.0", bool built = true, string? organizationUid = null, string? library = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var applet = new Applet
        {
            Uid = server.Services.GetRequiredService<Uids>().Ordered(),
            OrganizationUid = organizationUid ?? server.Credentials.OrganizationUid,
            Name = "Board",
            CreatedAt = server.Now(),
        };
        await server.WriteAsync(db => db.Add(applet));
        await server.AddAppletVersionAsync(applet, version, built, library);
        return applet;
    }

    /// <summary>Makes another version of an applet.</summary>
    public static async Task AddAppletVersionAsync(this PlacardServer server, Applet applet, string version, bool built = true, string? library = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(applet);
        await server.WriteAsync(db => db.Add(new AppletVersion
        {
            AppletUid = applet.Uid,
            Version = version,
            OrganizationUid = applet.OrganizationUid,
            EntryFile = library is null ? "index.html" : null,
            FrontAppletVersion = library,
            CreatedAt = server.Now(),
        }));
        if (built)
        {
            await server.BuildAsync(applet, version, library);
        }
    }

    /// <summary>Gives a version a new build, without telling anybody.</summary>
    /// <returns>Its postfix.</returns>
    public static async Task<string> BuildAsync(this PlacardServer server, Applet applet, string version, string? library = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(applet);
        var build = new AppletBuild
        {
            AppletUid = applet.Uid,
            Version = version,
            Postfix = Uids.Random(32),
            OrganizationUid = applet.OrganizationUid,
            IsPackage = library is null,
            BlobHash = Uids.Random(64),
            Size = 1,
            FrontAppletVersion = library,
            BuiltAt = server.Now(),
        };
        await server.Services.GetRequiredService<Data.Database>().WriteAsync(
            async (db, token) =>
            {
                db.Add(build);
                await db.AcrossOrganizations<AppletVersion>()
                    .Where(built => built.AppletUid == applet.Uid && built.Version == version)
                    .ExecuteUpdateAsync(row => row.SetProperty(built => built.BuildPostfix, build.Postfix), token);
            },
            CancellationToken.None);
        return build.Postfix;
    }
}
