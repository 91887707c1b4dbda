using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Organizations;

/// <summary>An organization.</summary>
/// <param name="Id">24 hex.</param>
/// <param name="Uid">50 hex.</param>
/// <param name="Name">Unique in its company.</param>
/// <param name="Title">What people read.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="OauthClientId">With the secret a key pair for <c>X-Auth</c> that acts in this organization as the caller's account does. Null for a company. For a caller with an organization token the id of that token.</param>
/// <param name="OauthClientSecret">Null for a caller with an organization token.</param>
/// <param name="SubscriptionType">open, basic, medium or all.</param>
/// <param name="AccountIds">Its members.</param>
/// <param name="ParentUid">Its company.</param>
/// <param name="IsCompany">Whether it is a company itself.</param>
/// <param name="AccountMasterIds">Its managers and owners.</param>
/// <param name="MaxDevicesCount">Enforced only when an administrator set it.</param>
public sealed record OrganizationResponse(
    [property: JsonPropertyName("_id")] string Id,
    string Uid,
    string Name,
    string Title,
    DateTime CreatedAt,
    string? OauthClientId,
    string? OauthClientSecret,
    string SubscriptionType,
    IReadOnlyList<long> AccountIds,
    string? ParentUid,
    bool IsCompany,
    IReadOnlyList<long> AccountMasterIds,
    int? MaxDevicesCount);

internal sealed class OrganizationMapping(OAuthPairs pairs)
{
    public async Task<List<OrganizationResponse>> ToResponsesAsync(
        PlacardDbContext db, Caller caller, IReadOnlyList<Organization> organizations, CancellationToken cancellation)
    {
        var uids = organizations.Select(organization => organization.Uid).ToList();
        var members = (await db.Memberships.AsNoTracking()
            .Where(membership => uids.Contains(membership.OrganizationUid))
            .OrderBy(membership => membership.AssignedAt).ThenBy(membership => membership.AccountId)
            .ToListAsync(cancellation))
            .ToLookup(membership => membership.OrganizationUid);

        // Nothing acts for a company, so there are no keys of one.
        var keys = await pairs.ForAsync(db, caller, [.. organizations.Where(organization => !organization.IsCompany).Select(organization => organization.Uid)], cancellation);
        return organizations.Select(organization => ToResponse(organization, members[organization.Uid], keys.GetValueOrDefault(organization.Uid))).ToList();
    }

    private static OrganizationResponse ToResponse(Organization organization, IEnumerable<Membership> members, OAuthKey? key) => new(
        organization.LegacyId,
        organization.Uid,
        organization.Name,
        organization.Title,
        organization.CreatedAt,
        key?.Id,
        key?.Secret,
        organization.SubscriptionType,
        members.Select(member => member.AccountId).ToArray(),
        organization.ParentUid,
        organization.IsCompany,
        members.Where(member => member.Role >= Role.Manager).Select(member => member.AccountId).ToArray(),
        organization.MaxDevicesCount);
}
