using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Tags;

/// <summary>How the tags of one organization hang together. Whoever changes it holds the organization's row, so that two changes can't make a cycle.</summary>
internal sealed class TagTree
{
    public const int MostTags = 5000;
    public const int MostLevels = 10;

    private const string Field = "parentTagUid";

    private readonly Dictionary<string, string?> _parents;

    private TagTree(Dictionary<string, string?> parents) => _parents = parents;

    public int Count => _parents.Count;

    public static async Task<TagTree> ReadAsync(PlacardDbContext db, string organizationUid, CancellationToken cancellation) =>
        new(await db.OrganizationTags.AsNoTracking()
            .Where(tag => tag.OrganizationUid == organizationUid)
            .Select(tag => new { tag.Uid, tag.ParentTagUid })
            .ToDictionaryAsync(tag => tag.Uid, tag => tag.ParentTagUid, cancellation));

    /// <summary>Refuses a parent that the organization does not have, that hangs below the tag, or that makes the tree too deep.</summary>
    public void MustTake(string uid, string? parentUid)
    {
        if (parentUid is null)
        {
            return;
        }

        if (!_parents.ContainsKey(parentUid))
        {
            throw ApiErrors.InvalidBody(Field, parentUid == uid ? "must not be the tag itself" : "must be a tag of the same organization");
        }

        var above = Levels(parentUid, uid);
        if (above + Below(uid) > MostLevels)
        {
            throw ApiErrors.InvalidBody(Field, $"would make the tree deeper than {MostLevels} levels");
        }
    }

    // From the root down to the tag.
    private int Levels(string? from, string movedUid)
    {
        var levels = 0;
        for (var at = from; at is not null && levels <= MostLevels; at = _parents.GetValueOrDefault(at))
        {
            if (at == movedUid)
            {
                throw ApiErrors.InvalidBody(Field, "must not be the tag itself or one below it");
            }

            levels++;
        }

        return levels;
    }

    // The tag and the longest way down from it.
    private int Below(string uid)
    {
        var children = _parents.Where(tag => tag.Value is not null).ToLookup(tag => tag.Value!, tag => tag.Key);
        var levels = 1;
        for (var level = children[uid].ToList(); level.Count > 0 && levels <= MostLevels; level = [.. level.SelectMany(child => children[child])])
        {
            levels++;
        }

        return levels;
    }
}
