using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Devices;

/// <summary>A label of an organization.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="Name">What it says.</param>
/// <param name="OrganizationUid">Whose it is.</param>
/// <param name="Color">Such as #303124.</param>
/// <param name="ParentTagUid">The tag above it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ArchivedAt">Always null.</param>
public sealed record OrganizationTagResponse(
    string Uid, string Name, string OrganizationUid, string? Color, string? ParentTagUid, DateTime CreatedAt, DateTime? ArchivedAt);

internal static class GetTagsAssignedToTheDevice
{
    /// <summary>The tags of a device, newest tag first.</summary>
    public static async Task<PageOf<OrganizationTagResponse>> HandleAsync(
        string deviceUid, Page page, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        return await page.ReadAsync(
            db.OrganizationTags.AsNoTracking()
                .Where(tag => db.DeviceTags.Where(link => link.DeviceUid == deviceUid).Select(link => link.TagUid).Contains(tag.Uid))
                .Select(tag => new Row<OrganizationTagResponse>
                {
                    At = tag.CreatedAt,
                    Uid = tag.Uid,
                    Item = new(tag.Uid, tag.Name, tag.OrganizationUid, tag.Color, tag.ParentTagUid, tag.CreatedAt, null),
                }),
            cancellation);
    }
}
