using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Tags;

/// <summary>What a tag becomes. A key that is left out changes nothing, and null clears.</summary>
/// <param name="Name" example="&quot;window&quot;">1 to 255 characters.</param>
/// <param name="Color" example="&quot;#202124&quot;">A number sign and 3, 6 or 8 hex digits.</param>
/// <param name="ParentTagUid" example="null">The tag above it, of the same organization and not below it.</param>
public sealed record UpdateTagRequest([property: JsonRequired] string Name, string? Color, string? ParentTagUid);

internal static class UpdateTag
{
    /// <summary>Changes a tag, or hangs it elsewhere with all that is below it.</summary>
    public static async Task<Done> HandleAsync(string uid, Body<UpdateTagRequest> body, PlacardDbContext db, CancellationToken cancellation)
    {
        var sent = body.Value;
        TagChecks.Check(sent.Name, sent.Color);
        var organizationUid = await OrganizationOfAsync(db, uid, cancellation);
        await db.WriteAsync(
            async token =>
            {
                await db.LockOrganizationAsync(organizationUid, token);
                var tag = await db.OrganizationTags.FirstOrDefaultAsync(tag => tag.Uid == uid, token) ?? throw ApiErrors.NotFound();
                tag.Name = sent.Name;
                if (body.Names("color"))
                {
                    tag.Color = sent.Color;
                }

                if (body.Names("parentTagUid") && sent.ParentTagUid != tag.ParentTagUid)
                {
                    (await TagTree.ReadAsync(db, organizationUid, token)).MustTake(uid, sent.ParentTagUid);
                    tag.ParentTagUid = sent.ParentTagUid;
                }
            },
            cancellation);
        return new();
    }

    /// <exception cref="ApiException">No such tag, or not for this caller.</exception>
    public static async Task<string> OrganizationOfAsync(PlacardDbContext db, string uid, CancellationToken cancellation) =>
        await db.OrganizationTags.Where(tag => tag.Uid == uid).Select(tag => tag.OrganizationUid).FirstOrDefaultAsync(cancellation) ?? throw ApiErrors.NotFound();
}
