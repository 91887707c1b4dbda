using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Catalogue;

namespace Placard.Api.Features.Tags;

/// <summary>A new tag.</summary>
/// <param name="Name" example="&quot;window&quot;">1 to 255 characters; others may be called the same.</param>
/// <param name="Color" example="&quot;#202124&quot;">A number sign and 3, 6 or 8 hex digits.</param>
/// <param name="ParentTagUid" example="null">The tag above it, of the same organization.</param>
/// <param name="OrganizationUid">Whose it will be. May be left out where the credentials see only one.</param>
public sealed record CreateTagRequest([property: JsonRequired] string Name, string? Color, string? ParentTagUid, string? OrganizationUid);

internal static class CreateTag
{
    /// <summary>Makes a tag. An organization has at most 5000, in a tree of at most 10 levels.</summary>
    public static async Task<Made> HandleAsync(
        Body<CreateTagRequest> body, RequestScope scope, PlacardDbContext db, Uids uids, TimeProvider time, PublicAddresses addresses, CancellationToken cancellation)
    {
        var sent = body.Value;
        TagChecks.Check(sent.Name, sent.Color);
        var organizationUid = scope.OrganizationFor(sent.OrganizationUid);
        var uid = uids.Ordered();
        await db.WriteAsync(
            async token =>
            {
                _ = await db.LockOrganizationAsync(organizationUid, token) ?? throw ApiErrors.NotFound("Organization was not found");
                var tree = await TagTree.ReadAsync(db, organizationUid, token);
                if (tree.Count >= TagTree.MostTags)
                {
                    throw ApiErrors.Conflict($"An organization has at most {TagTree.MostTags} tags");
                }

                tree.MustTake(uid, sent.ParentTagUid);
                db.OrganizationTags.Add(new()
                {
                    Uid = uid,
                    OrganizationUid = organizationUid,
                    Name = sent.Name,
                    Color = sent.Color,
                    ParentTagUid = sent.ParentTagUid,
                    CreatedAt = time.Now(),
                });
            },
            cancellation);
        return new($"{addresses.ApiBase}/v1/organization-tag/{uid}");
    }
}

/// <summary>What a tag may be called and look like.</summary>
internal static class TagChecks
{
    public static void Check(string name, string? color)
    {
        var errors = new ValueErrors();
        errors.Text("name", name, 1, 255);
        if (color is not null && !(color is ['#', .. var digits] && digits.Length is 3 or 6 or 8 && digits.All(char.IsAsciiHexDigit)))
        {
            errors.Add("color", "must be a number sign and 3, 6 or 8 hex digits, such as #202124");
        }

        if (!errors.IsEmpty)
        {
            throw ApiErrors.InvalidBody(errors.Errors);
        }
    }
}
