using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Members;

/// <summary>Who is added.</summary>
/// <param name="Email" example="&quot;jane.roe@example.org&quot;">Address of an account, or one that nobody has here yet: it gets an invitation.</param>
/// <param name="Role" example="&quot;user&quot;">owner, manager, user or guest; not more than the caller is. <c>viewer</c> is a guest.</param>
public sealed record AddMemberRequest([property: JsonRequired] string Email, [property: JsonRequired] string Role);

internal static class AddOrganizationMember
{
    /// <summary>Adds a person to the organization. An address that has no account here gets an invitation by mail; until it is accepted, the names are null. 409 for one who is a member already.</summary>
    public static async Task<Made> HandleAsync(
        string organizationUid, Body<AddMemberRequest> body, RequestScope scope, PlacardDbContext db, NewMembers members, CancellationToken cancellation) =>
        new(await members.AddAsync(db, scope, MemberPlace.Organization(scope, organizationUid), body.Value, cancellation));
}

internal static class AddCompanyMember
{
    /// <summary>Adds a person to the company. An address that has no account here gets an invitation by mail; until it is accepted, the names are null. 409 for one who is a member already.</summary>
    public static async Task<Made> HandleAsync(
        string companyUid, Body<AddMemberRequest> body, RequestScope scope, PlacardDbContext db, NewMembers members, CancellationToken cancellation) =>
        new(await members.AddAsync(db, scope, MemberPlace.Company(scope, companyUid), body.Value, cancellation));
}
