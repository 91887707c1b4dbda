using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Tags;

internal static class GetOrganizationTag
{
    /// <summary>One tag.</summary>
    public static async Task<Ok<OrganizationTagResponse>> HandleAsync(string uid, PlacardDbContext db, CancellationToken cancellation)
    {
        var tag = await db.OrganizationTags.AsNoTracking().FirstOrDefaultAsync(tag => tag.Uid == uid, cancellation) ?? throw ApiErrors.NotFound();
        return TypedResults.Ok(new OrganizationTagResponse(tag.Uid, tag.Name, tag.OrganizationUid, tag.Color, tag.ParentTagUid, tag.CreatedAt, null));
    }
}
