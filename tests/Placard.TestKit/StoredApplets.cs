using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Storage;

namespace Placard.TestKit;

/// <summary>Applets put past the API: rows and blobs, as uploads leave them.</summary>
public static class StoredApplets
{
    private const long MostBytes = 1 << 30;

    /// <summary>Makes an applet with one version that has no files yet.</summary>
    /// <returns>Uid of the applet.</returns>
    public static async Task<string> CreateAppletAsync(
        this PlacardServer server, string version = "1.0.0", string? entryFile = "index.html", string? binary = null, string? frontAppletVersion = null, string? organizationUid = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var owner = organizationUid ?? server.Credentials.OrganizationUid;
        var now = server.Now();
        var uid = server.Services.GetRequiredService<Uids>().Ordered();
        var blob = binary is null ? null : await server.StoreAsync(Encoding.UTF8.GetBytes(binary));
        await server.WriteAsync(db => db.AddRange(
            new Applet { Uid = uid, OrganizationUid = owner, Name = "Menu board", CreatedAt = now },
            new AppletVersion
            {
                AppletUid = uid,
                Version = version,
                OrganizationUid = owner,
                EntryFile = binary is null ? entryFile : null,
                BinaryBlobHash = blob?.Hash,
                FrontAppletVersion = frontAppletVersion,
                CreatedAt = now,
            }));
        return uid;
    }

    /// <summary>Puts a file, or replaces it.</summary>
    public static Task PutAppletFileAsync(this PlacardServer server, string appletUid, string path, string content, string version = "1.0.0") =>
        server.PutAppletFileAsync(appletUid, path, Encoding.UTF8.GetBytes(content), version);

    /// <summary>Puts a file, or replaces it.</summary>
    public static async Task PutAppletFileAsync(this PlacardServer server, string appletUid, string path, byte[] content, string version = "1.0.0")
    {
        ArgumentNullException.ThrowIfNull(server);
        var blob = await server.StoreAsync(content);
        var owner = await server.ReadAsync(db => db.AcrossOrganizations<Applet>().Where(applet => applet.Uid == appletUid).Select(applet => applet.OrganizationUid).SingleAsync());
        var replaced = await server.ReadAsync(db => db.AcrossOrganizations<AppletFile>()
            .Where(file => file.AppletUid == appletUid && file.Version == version && file.Path == path)
            .ExecuteUpdateAsync(row => row.SetProperty(file => file.BlobHash, blob.Hash).SetProperty(file => file.Size, blob.Size)));
        if (replaced == 0)
        {
            await server.WriteAsync(db => db.Add(new AppletFile
            {
                AppletUid = appletUid,
                Version = version,
                Path = path,
                OrganizationUid = owner,
                BlobHash = blob.Hash,
                Md5 = "1B2M2Y8AsgTpgAmY7PhCfg==",
                ContentType = "application/octet-stream",
                Size = blob.Size,
                UpdatedAt = server.Now(),
            }));
        }
    }

    /// <summary>Makes the server believe that it has a version of the library.</summary>
    public static async Task HostLibraryAsync(this PlacardServer server, string version, string script = "window.sos = {};")
    {
        ArgumentNullException.ThrowIfNull(server);
        var blob = await server.StoreAsync(Encoding.UTF8.GetBytes(script));
        await server.WriteAsync(db => db.Add(new FrontAppletLibrary { Version = version, BlobHash = blob.Hash, Size = blob.Size, ImportedAt = server.Now() }));
    }

    /// <summary>Changes a version past the API.</summary>
    public static async Task ChangeVersionAsync(this PlacardServer server, string appletUid, Action<AppletVersion> change, string version = "1.0.0")
    {
        ArgumentNullException.ThrowIfNull(server);
        var row = await server.AppletVersionAsync(appletUid, version);
        change(row);
        await server.WriteAsync(db => db.Update(row));
    }

    public static Task<AppletVersion> AppletVersionAsync(this PlacardServer server, string appletUid, string version = "1.0.0")
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.ReadAsync(db => db.AcrossOrganizations<AppletVersion>().AsNoTracking().SingleAsync(row => row.AppletUid == appletUid && row.Version == version));
    }

    /// <summary>All builds of an applet, oldest first.</summary>
    public static Task<List<AppletBuild>> AppletBuildsAsync(this PlacardServer server, string appletUid)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.ReadAsync(db => db.AcrossOrganizations<AppletBuild>().AsNoTracking().Where(build => build.AppletUid == appletUid).OrderBy(build => build.BuiltAt).ToListAsync());
    }

    /// <summary>Puts an applet's version on a device.</summary>
    public static Task AddTimingAsync(this PlacardServer server, string deviceUid, string appletUid, bool enabled = true, string version = "1.0.0")
    {
        ArgumentNullException.ThrowIfNull(server);
        var now = server.Now();
        return server.WriteAsync(db => db.Add(new Timing
        {
            Uid = server.Services.GetRequiredService<Uids>().Ordered(),
            OrganizationUid = server.Credentials.OrganizationUid,
            DeviceUid = deviceUid,
            AppletUid = appletUid,
            AppletVersion = version,
            StartsAt = now,
            EndsAt = now,
            Configuration = "{}",
            Position = 1,
            FinishEventType = "DURATION",
            FinishEventData = "null",
            Enabled = enabled,
            CreatedAt = now,
            UpdatedAt = now,
        }));
    }

    private static Task<StoredBlob> StoreAsync(this PlacardServer server, byte[] content) =>
        server.Services.GetRequiredService<IBlobStore>().PutAsync(new MemoryStream(content), MostBytes, CancellationToken.None);
}
