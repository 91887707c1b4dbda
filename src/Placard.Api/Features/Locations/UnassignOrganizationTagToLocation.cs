using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Locations;

internal static class UnassignOrganizationTagToLocation
{
    /// <summary>Takes a tag off the location; nothing changes if it has it not.</summary>
    public static async Task<Done> HandleAsync(string locationUid, string tagUid, PlacardDbContext db, CancellationToken cancellation)
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

                db.LocationTags.RemoveRange(await db.LocationTags.Where(tag => tag.LocationUid == locationUid && tag.TagUid == tagUid).ToListAsync(token));
            },
            cancellation);
        return new();
    }
}
