using System.Text.Json.Serialization;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Members;

/// <summary>What of a member can be changed.</summary>
/// <param name="Role" example="&quot;manager&quot;">owner, manager, user or guest; not more than the caller is. <c>viewer</c> is a guest.</param>
public sealed record EditMemberRequest([property: JsonRequired] string Role);

internal static class EditOrganizationMember
{
    /// <summary>Changes a person's role in the organization, at once. The last owner stays one: 403.</summary>
    public static Task<Done> HandleAsync(
        string organizationUid, string accountId, Body<EditMemberRequest> body, RequestScope scope, PlacardDbContext db, MemberChanges members, CancellationToken cancellation) =>
        members.EditAsync(db, MemberPlace.Organization(scope, organizationUid), accountId, body.Value, cancellation);
}

internal static class EditCompanyMember
{
    /// <summary>Changes a person's role in the company, at once. The last owner stays one: 403.</summary>
    public static Task<Done> HandleAsync(
        string companyUid, string accountId, Body<EditMemberRequest> body, RequestScope scope, PlacardDbContext db, MemberChanges members, CancellationToken cancellation) =>
        members.EditAsync(db, MemberPlace.Company(scope, companyUid), accountId, body.Value, cancellation);
}
