using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Organizations;

/// <summary>Narrows a list of organizations.</summary>
/// <param name="OrganizationUid">Deprecated; the same as one of <paramref name="Uids"/>.</param>
/// <param name="Uids">Any of these.</param>
/// <param name="AccountId">With this member.</param>
/// <param name="Name">Of exactly this name.</param>
/// <param name="CompanyUid">Of this company.</param>
internal sealed record OrganizationFilter(QueryText OrganizationUid, CommaList Uids, QueryNumber AccountId, QueryText Name, QueryText CompanyUid);

internal static class GetOrganizations
{
    /// <summary>All organizations that the caller sees.</summary>
    public static async Task<PageOf<OrganizationResponse>> HandleAsync(
        [AsParameters] OrganizationFilter filter, Page page, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        var visible = scope.Tenancy.OrganizationUids;
        var query = db.Organizations.AsNoTracking().Where(organization => visible.Contains(organization.Uid));
        if (filter.OrganizationUid.Value is { } uid)
        {
            query = query.Where(organization => organization.Uid == uid);
        }

        if (!filter.Uids.IsEmpty)
        {
            var uids = filter.Uids.Values;
            query = query.Where(organization => uids.Contains(organization.Uid));
        }

        if (filter.AccountId.Value is { } number)
        {
            var account = (long)number;
            query = query.Where(organization => db.Memberships.Any(member => member.OrganizationUid == organization.Uid && member.AccountId == account));
        }

        if (filter.Name.Value is { } name)
        {
            query = query.Where(organization => organization.Name == name);
        }

        if (filter.CompanyUid.Value is { } company)
        {
            query = query.Where(organization => organization.ParentUid == company);
        }

        var found = await page.ReadAsync(
            query.Select(organization => new Row<Organization> { At = organization.CreatedAt, Uid = organization.Uid, Item = organization }), cancellation);
        return new(await mapping.ToResponsesAsync(db, scope.Caller, found.Items, cancellation), found.Next);
    }
}
