using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;

namespace Placard.Api.Features.Locations;

internal static class AssignOrganizationTagToLocation
{
    private const int Most = 100;

    /// <summary>Puts a tag of the organization on the location, which has at most 100; once more changes nothing.</summary>
    public static async Task<Done> HandleAsync(
        string locationUid, string tagUid, PlacardDbContext db, Uids uids, TimeProvider time, CancellationToken cancellation)
    {
        var organizationUid = await LocationReads.OrganizationAsync(db, locationUid, cancellation);
        await db.WriteAsync(
            async token =>
            {
                await LocationReads.TakeTurnAsync(db, locationUid, token);
                if ((await db.HoldTagsAsync(organizationUid, [tagUid], token)).Count == 0)
                {
                    throw ApiErrors.NotFound();
                }

                var had = await db.LocationTags.Where(tag => tag.LocationUid == locationUid).Select(tag => tag.TagUid).ToListAsync(token);
                if (had.Contains(tagUid))
                {
                    return;
                }

                if (had.Count >= Most)
                {
                    throw ApiErrors.Conflict($"A location has at most {Most} tags");
                }

                db.LocationTags.Add(new() { LocationUid = locationUid, TagUid = tagUid, OrganizationUid = organizationUid, Uid = uids.Ordered(), CreatedAt = time.Now() });
            },
            cancellation);
        return new();
    }
}
