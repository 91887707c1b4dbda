using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Tags;

internal static class GetOrganizationTags
{
    /// <summary>Tags of the caller's organizations, newest first.</summary>
    public static Task<PageOf<OrganizationTagResponse>> HandleAsync(Page page, PlacardDbContext db, CancellationToken cancellation) =>
        page.ReadAsync(
            db.OrganizationTags.AsNoTracking().Select(tag => new Row<OrganizationTagResponse>
            {
                At = tag.CreatedAt,
                Uid = tag.Uid,
                Item = new(tag.Uid, tag.Name, tag.OrganizationUid, tag.Color, tag.ParentTagUid, tag.CreatedAt, null),
            }),
            cancellation);
}
