using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Storage;

namespace Placard.Api.Features.Applets;

/// <summary>Stores versions. A page is stored as a blob before its row.</summary>
internal sealed class AppletVersions(IBlobStore blobs, ContentQuota quota, AppletBuilds builds, TimeProvider time)
{
    private const int Most = 1000;

    public async Task CreateAsync(PlacardDbContext db, Applet applet, string version, AppletVersionFields fields, CancellationToken cancellation)
    {
        var page = await StorePageAsync(db, applet.OrganizationUid, fields, replacedBytes: 0, cancellation);
        await db.WriteAsync(
            async token =>
            {
                await AppletReads.LockAppletAsync(db, applet.Uid, token);
                var known = db.AppletVersions.Where(other => other.AppletUid == applet.Uid);
                if (await known.AnyAsync(other => other.Version == version, token))
                {
                    throw Exists(version);
                }

                if (await known.CountAsync(token) >= Most)
                {
                    throw ApiErrors.Conflict($"An applet has at most {Most} versions");
                }

                db.AppletVersions.Add(new()
                {
                    AppletUid = applet.Uid,
                    Version = version,
                    OrganizationUid = applet.OrganizationUid,
                    EntryFile = fields.EntryFile,
                    BinaryBlobHash = page?.Hash,
                    BinarySize = page?.Size ?? 0,
                    FrontAppletVersion = fields.FrontAppletVersion,
                    CreatedAt = time.Now(),
                });
                await db.SaveChangesAsync(token);
                await quota.ChangeAsync(db, applet.OrganizationUid, page?.Size ?? 0, token);
            },
            cancellation);
        if (page is not null)
        {
            await BuildNewAsync(db, applet, version, page.Size);
        }
    }

    public async Task UpdateAsync(PlacardDbContext db, AppletVersion version, AppletVersionFields fields, CancellationToken cancellation)
    {
        var (appletUid, number) = (version.AppletUid, version.Version);
        var page = await StorePageAsync(db, version.OrganizationUid, fields, version.BinarySize, cancellation);
        await db.WriteAsync(
            async token =>
            {
                var changed = await AppletReads.LockChangeableAsync(db, appletUid, number, token);
                if (fields.EntryFile is { } entry
                    && !await db.AppletFiles.AnyAsync(file => file.AppletUid == appletUid && file.Version == number && file.Path == entry, token))
                {
                    throw ApiErrors.InvalidBody("entryFile", "must be a file of the version; upload it first");
                }

                var grown = (page?.Size ?? 0) - changed.BinarySize;
                changed.EntryFile = fields.EntryFile;
                changed.BinaryBlobHash = page?.Hash;
                changed.BinarySize = page?.Size ?? 0;
                changed.FrontAppletVersion = fields.FrontAppletVersion;
                Touch(changed);
                await db.SaveChangesAsync(token);
                await quota.ChangeAsync(db, changed.OrganizationUid, grown, token);
            },
            cancellation);
        await builds.BuildAsync(appletUid, number);
    }

    /// <summary>Something of the version changed: what was built of it is not all of it any more.</summary>
    public void Touch(AppletVersion version)
    {
        version.UpdatedAt = time.Now();
        version.BuiltSince = null;
    }

    /// <summary>The same without a record in the audit, which would grow with every file of every upload.</summary>
    /// <returns>Now.</returns>
    public async Task<DateTime> TouchSilentlyAsync(PlacardDbContext db, AppletVersion version, CancellationToken cancellation)
    {
        var now = time.Now();
        await db.AppletVersions.Where(touched => touched.AppletUid == version.AppletUid && touched.Version == version.Version)
            .ExecuteUpdateAsync(
                row => row.SetProperty(touched => touched.UpdatedAt, now).SetProperty(touched => touched.BuiltSince, (DateTime?)null), cancellation);
        return now;
    }

    public static ApiException Exists(string version) => ApiErrors.Conflict($"The applet has a version {version} already");

    // What can't be built, for want of its library for one, leaves no version behind, so that the same request works once the cause is gone.
    private async Task BuildNewAsync(PlacardDbContext db, Applet applet, string version, long size)
    {
        try
        {
            await builds.BuildAsync(applet.Uid, version);
        }
        catch (ApiException)
        {
            await db.WriteAsync(
                async token =>
                {
                    var deleted = await db.AppletVersions
                        .Where(made => made.AppletUid == applet.Uid && made.Version == version && made.UpdatedAt == null && made.BuiltSince == null && made.PublishedSince == null)
                        .ExecuteDeleteAsync(token);
                    await quota.ChangeAsync(db, applet.OrganizationUid, -size * deleted, token);
                },
                CancellationToken.None);
            throw;
        }
    }

    private async Task<StoredBlob?> StorePageAsync(
        PlacardDbContext db, string organizationUid, AppletVersionFields fields, long replacedBytes, CancellationToken cancellation)
    {
        if (fields.Html is null)
        {
            return null;
        }

        var room = await quota.LeftAsync(db, organizationUid, cancellation) + replacedBytes;
        try
        {
            var page = await blobs.PutAsync(fields.Html, Math.Min(room, AppletsApi.MostHtmlBytes), cancellation);
            return page.Size > 0 ? page : throw ApiErrors.InvalidBody("binary", "must not be empty");
        }
        catch (BlobTooLargeException)
        {
            throw room < AppletsApi.MostHtmlBytes ? quota.Exceeded() : ApiErrors.TooLarge(AppletsApi.MostHtmlBytes);
        }
    }
}
