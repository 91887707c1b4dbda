using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Locations;

internal static class GetLocations
{
    /// <summary>Locations of the caller's organizations, newest first.</summary>
    public static async Task<PageOf<LocationResponse>> HandleAsync(
        CommaList uid, Page page, PlacardDbContext db, LocationMapping mapping, CancellationToken cancellation)
    {
        var locations = db.Locations.AsNoTracking();
        if (!uid.IsEmpty)
        {
            var uids = uid.Values;
            locations = locations.Where(location => uids.Contains(location.Uid));
        }

        var found = await page.ReadAsync(
            locations.Select(location => new Row<Location> { At = location.CreatedAt, Uid = location.Uid, Item = location }), cancellation);
        return new(await mapping.MapAsync(db, found.Items, cancellation), found.Next);
    }
}
