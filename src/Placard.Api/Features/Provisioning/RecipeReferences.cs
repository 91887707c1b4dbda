using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Data;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Provisioning;

/// <summary>Whether what recipes name is the organization's. Asked for all of them at once.</summary>
internal sealed class RecipeReferences
{
    private const int Asked = 2000;

    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locations = new(StringComparer.Ordinal);
    private readonly HashSet<(string AppletUid, string Version)> _versions = [];

    /// <summary>Looks in the caller's transaction; what is found of applets stays until its end.</summary>
    public static async Task<RecipeReferences> FindAsync(
        PlacardDbContext db, string organizationUid, IEnumerable<RecipeFields> recipes, CancellationToken cancellation)
    {
        var (tags, locations, applets) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var recipe in recipes)
        {
            tags.UnionWith(recipe.TagUids);
            Add(locations, recipe.LocationUid);
            Add(applets, recipe.AppletUid);
        }

        var found = new RecipeReferences();
        foreach (var uids in tags.Chunk(Asked))
        {
            found._tags.UnionWith(await db.OrganizationTags.Where(tag => tag.OrganizationUid == organizationUid && EF.Parameter(uids).Contains(tag.Uid))
                .Select(tag => tag.Uid).ToListAsync(cancellation));
        }

        foreach (var uids in locations.Chunk(Asked))
        {
            found._locations.UnionWith(await db.Locations.Where(location => location.OrganizationUid == organizationUid && EF.Parameter(uids).Contains(location.Uid))
                .Select(location => location.Uid).ToListAsync(cancellation));
        }

        foreach (var uids in applets.Chunk(Asked))
        {
            await found.FindVersionsAsync(db, organizationUid, uids, cancellation);
        }

        return found;
    }

    /// <summary>Names what the organization does not have.</summary>
    public void Check(RecipeFields recipe, ValueErrors errors)
    {
        if (recipe.TagUids.FirstOrDefault(uid => !_tags.Contains(uid)) is { } tag)
        {
            errors.Add("tagUids", $"names a tag that the organization does not have: {tag}");
        }

        if (recipe.LocationUid is { } location && !_locations.Contains(location))
        {
            errors.Add("locationUid", "names a location that the organization does not have");
        }

        if (recipe is { AppletUid: { } applet, AppletVersion: { } version } && !_versions.Contains((applet, version)))
        {
            errors.Add("appletUid", "names an applet that the organization does not have, or not in this version");
        }

        // Until there are policies, none is known.
        if (recipe.PolicyUid is not null)
        {
            errors.Add("policyUid", "names a policy that the organization does not have");
        }
    }

    private async Task FindVersionsAsync(PlacardDbContext db, string organizationUid, string[] appletUids, CancellationToken cancellation)
    {
        var listed = string.Join(", ", Enumerable.Range(1, appletUids.Length).Select(index => $"{{{index}}}"));
        var sql = $"select * from applet_version where organization_uid = {{0}} and applet_uid in ({listed}) order by applet_uid, version" + db.GetService<IDialect>().ForKeyShare;
        var versions = await db.AppletVersions.FromSqlRaw(sql, [organizationUid, .. appletUids]).AsNoTracking()
            .Select(version => new { version.AppletUid, version.Version }).ToListAsync(cancellation);
        _versions.UnionWith(versions.Select(version => (version.AppletUid, version.Version)));
    }

    private static void Add(ISet<string> uids, string? uid)
    {
        if (uid is not null)
        {
            uids.Add(uid);
        }
    }
}
