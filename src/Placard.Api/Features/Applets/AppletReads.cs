using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets;

/// <summary>Finds applets and versions of what the caller sees. Whoever changes one locks it first: applet, version, pending uploads, usage, in this order.</summary>
internal static class AppletReads
{
    /// <exception cref="ApiException">No such applet, or not for this caller.</exception>
    public static async Task<Applet> AppletAsync(PlacardDbContext db, string appletUid, CancellationToken cancellation) =>
        await db.Applets.AsNoTracking().FirstOrDefaultAsync(applet => applet.Uid == appletUid, cancellation) ?? throw ApiErrors.NotFound();

    /// <exception cref="ApiException">No such version, or not for this caller.</exception>
    public static async Task<AppletVersion> VersionAsync(PlacardDbContext db, string appletUid, string version, CancellationToken cancellation) =>
        await db.AppletVersions.AsNoTracking().FirstOrDefaultAsync(found => found.AppletUid == appletUid && found.Version == version, cancellation)
        ?? throw ApiErrors.NotFound();

    /// <summary>The applet, which until the end of this transaction neither goes nor gets a version from elsewhere.</summary>
    public static async Task<Applet> LockAppletAsync(PlacardDbContext db, string appletUid, CancellationToken cancellation)
    {
        var sql = "select * from applet where uid = {0}" + db.GetService<IDialect>().ForUpdate;
        var found = await db.Applets.FromSqlRaw(sql, appletUid).ToListAsync(cancellation);
        return found.FirstOrDefault() ?? throw ApiErrors.NotFound();
    }

    /// <summary>The version, which nobody else changes until the end of this transaction.</summary>
    public static async Task<AppletVersion> LockVersionAsync(PlacardDbContext db, string appletUid, string version, CancellationToken cancellation)
    {
        var sql = "select * from applet_version where applet_uid = {0} and version = {1}" + db.GetService<IDialect>().ForUpdate;
        var found = await db.AppletVersions.FromSqlRaw(sql, appletUid, version).ToListAsync(cancellation);
        return found.FirstOrDefault() ?? throw ApiErrors.NotFound();
    }

    /// <summary>The same, if it may change at all.</summary>
    public static async Task<AppletVersion> LockChangeableAsync(PlacardDbContext db, string appletUid, string version, CancellationToken cancellation)
    {
        var found = await LockVersionAsync(db, appletUid, version, cancellation);
        MustBeChangeable(found);
        return found;
    }

    /// <exception cref="ApiException">It is published or deprecated.</exception>
    public static void MustBeChangeable(AppletVersion version)
    {
        if (version.PublishedSince is not null)
        {
            throw ApiErrors.Conflict("The version is published; nothing of it changes any more. Make a new version");
        }

        if (version.DeprecatedSince is not null)
        {
            throw ApiErrors.Conflict("The version is deprecated; renew it first");
        }
    }
}
