using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;
using Placard.Domain.Provisioning;

namespace Placard.Api.Features.Applets;

internal static class DeleteApplet
{
    /// <summary>Deletes an applet with all its versions, their files, builds and tests; 409 while a timing of any device uses it, or a provisioning recipe that waits. Recipes that were applied forget it.</summary>
    public static async Task<Done> HandleAsync(string appletUid, PlacardDbContext db, ContentQuota quota, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                var applet = await AppletReads.LockAppletAsync(db, appletUid, token);

                // Whoever changes a version or makes a timing of it holds it: none of its files and no timing can come after this.
                var versions = await LockVersionsAsync(db, appletUid, token);

                // The applet is the caller's; a timing of anybody counts.
                if (await db.AcrossOrganizations<Timing>().AnyAsync(timing => timing.AppletUid == appletUid, token))
                {
                    throw ApiErrors.Conflict("Timings of devices use the applet; delete them first");
                }

                await ClearRecipesAsync(db, appletUid, token);
                db.Applets.Remove(applet);
                await db.SaveChangesAsync(token);
                var freed = await DeleteVersionsAsync(db, appletUid, versions, token);
                await db.ContentUploads.Where(upload => upload.Subject == appletUid).ExecuteDeleteAsync(token);
                await quota.ChangeAsync(db, applet.OrganizationUid, -freed, token);
            },
            cancellation);
        return new();
    }

    // Whoever makes a recipe with the applet holds the version, too.
    private static async Task ClearRecipesAsync(PlacardDbContext db, string appletUid, CancellationToken cancellation)
    {
        var recipes = db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.AppletUid == appletUid);
        if (await recipes.AnyAsync(recipe => recipe.Status == RecipeStatus.Pending, cancellation))
        {
            throw ApiErrors.Conflict("Pending provisioning recipes use the applet; change or delete them first");
        }

        await recipes.ExecuteUpdateAsync(
            row => row
                .SetProperty(recipe => recipe.AppletUid, (string?)null)
                .SetProperty(recipe => recipe.AppletVersion, (string?)null)
                .SetProperty(recipe => recipe.Configuration, (string?)null),
            cancellation);
    }

    private static Task<List<AppletVersion>> LockVersionsAsync(PlacardDbContext db, string appletUid, CancellationToken cancellation)
    {
        var sql = "select * from applet_version where applet_uid = {0} order by version" + db.GetService<IDialect>().ForUpdate;
        return db.AppletVersions.FromSqlRaw(sql, appletUid).AsNoTracking().ToListAsync(cancellation);
    }

    private static async Task<long> DeleteVersionsAsync(
        PlacardDbContext db, string appletUid, IReadOnlyList<AppletVersion> locked, CancellationToken cancellation)
    {
        var files = db.AppletFiles.Where(file => file.AppletUid == appletUid);
        var builds = db.AppletBuilds.Where(build => build.AppletUid == appletUid);
        var tests = db.AppletTests.Where(test => test.AppletUid == appletUid);
        var freed = locked.Sum(version => version.BinarySize)
            + await files.SumAsync(file => file.Size, cancellation)
            + await builds.SumAsync(build => build.Size, cancellation)
            + await tests.SumAsync(test => (long)test.Size, cancellation);
        await db.AppletVersions.Where(version => version.AppletUid == appletUid).ExecuteDeleteAsync(cancellation);
        await files.ExecuteDeleteAsync(cancellation);
        await builds.ExecuteDeleteAsync(cancellation);
        await tests.ExecuteDeleteAsync(cancellation);
        return freed;
    }
}
