using Microsoft.EntityFrameworkCore;
using Placard.Data;

namespace Placard.Workers.Retention;

/// <summary>Builds of applets that newer ones replaced a while ago: nobody downloads one any more. The build that a version names stays, whatever its row says.</summary>
public sealed class ReplacedBuilds() : RetentionRule("replaced-builds", options => options.ReplacedBuilds)
{
    public override async Task<string?> DeleteAsync(PlacardDbContext db, DateTime before, string after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);

        // A build that is used again at this moment is not old any more: the outer condition is read once its row is free.
        var gone = await db.AppletBuilds
            .FromSql(
                $"""
                DELETE FROM applet_build
                where replaced_at < {before} and (applet_uid, version, postfix) in (
                    select build.applet_uid, build.version, build.postfix from applet_build build
                    where build.replaced_at < {before} and not exists (
                        select 1 from applet_version version
                        where version.applet_uid = build.applet_uid and version.version = build.version and version.build_postfix = build.postfix)
                    order by build.replaced_at limit {Batch})
                returning *
                """)
            .IgnoreQueryFilters([PlacardDbContext.TenancyFilter])
            .AsNoTracking()
            .ToListAsync(cancellation);
        foreach (var ofOne in gone.GroupBy(build => build.OrganizationUid).OrderBy(ofOne => ofOne.Key, StringComparer.Ordinal))
        {
            await db.CountContentAsync(ofOne.Key, -ofOne.Sum(build => build.Size), cancellation);
        }

        return gone.Count == Batch ? "" : null;
    }
}
