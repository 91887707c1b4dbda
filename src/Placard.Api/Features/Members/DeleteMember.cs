using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Members;

internal static class DeleteOrganizationMember
{
    /// <summary>
    /// Takes a person out of the organization, at once, with the key pair that the person's account has for it. The account stays, but for one that never accepted
    /// an invitation and is a member nowhere else. The last owner stays: 403.
    /// </summary>
    public static Task<Done> HandleAsync(
        string organizationUid, string accountId, RequestScope scope, PlacardDbContext db, MemberChanges members, CancellationToken cancellation) =>
        members.DeleteAsync(db, MemberPlace.Organization(scope, organizationUid), accountId, cancellation);
}

internal static class DeleteCompanyMember
{
    /// <summary>
    /// Takes a person out of the company, at once, with the account's key pairs for organizations that it saw only by its role in the company.
    /// Memberships in single organizations stay. The last owner stays: 403.
    /// </summary>
    public static Task<Done> HandleAsync(
        string companyUid, string accountId, RequestScope scope, PlacardDbContext db, MemberChanges members, CancellationToken cancellation) =>
        members.DeleteAsync(db, MemberPlace.Company(scope, companyUid), accountId, cancellation);
}
