using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Locations;

internal static class GetLocation
{
    /// <summary>One location.</summary>
    public static async Task<Ok<LocationResponse>> HandleAsync(string locationUid, PlacardDbContext db, LocationMapping mapping, CancellationToken cancellation)
    {
        var location = await db.Locations.AsNoTracking().FirstOrDefaultAsync(location => location.Uid == locationUid, cancellation) ?? throw ApiErrors.NotFound();
        return TypedResults.Ok((await mapping.MapAsync(db, [location], cancellation))[0]);
    }
}
