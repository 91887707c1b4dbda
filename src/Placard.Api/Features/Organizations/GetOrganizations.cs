using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Organizations;

namespace Placard.Api.Features.Organizations;

/// <summary>Narrows a list of organizations or companies.</summary>
/// <param name="OrganizationUid">Deprecated; the same as one of <paramref name="Uids"/>.</param>
/// <param name="Uids">Any of these.</param>
/// <param name="AccountId">With this member.</param>
/// <param name="Name">Of exactly this name.</param>
/// <param name="CompanyUid">Of this company.</param>
/// <param name="CompanyUids">Of any of these companies.</param>
internal sealed record OrganizationFilter(
    QueryText OrganizationUid, CommaList Uids, QueryNumber AccountId, QueryText Name, CommaList CompanyUid, CommaList CompanyUids)
{
    public IReadOnlyList<string> Companies => [.. CompanyUid.Values, .. CompanyUids.Values];

    public IQueryable<Organization> Apply(IQueryable<Organization> query, PlacardDbContext db)
    {
        if (Companies is { Count: > 0 } companies)
        {
            query = query.Where(organization => companies.Contains(organization.ParentUid!));
        }

        return WithoutCompany(query, db);
    }

    /// <summary>All but what names companies, for lists that are about them already.</summary>
    public IQueryable<Organization> WithoutCompany(IQueryable<Organization> query, PlacardDbContext db)
    {
        if (OrganizationUid.Value is { } uid)
        {
            query = query.Where(organization => organization.Uid == uid);
        }

        if (!Uids.IsEmpty)
        {
            var uids = Uids.Values;
            query = query.Where(organization => uids.Contains(organization.Uid));
        }

        if (AccountId.Value is { } number)
        {
            // What is no id is nobody's.
            var account = number is >= 0 and < long.MaxValue && Math.Floor(number) == number ? (long)number : -1;
            query = query.Where(organization => db.Memberships.Any(member => member.OrganizationUid == organization.Uid && member.AccountId == account));
        }

        if (Name.Value is { } name)
        {
            query = query.Where(organization => organization.Name == name);
        }

        return query;
    }
}

internal static class GetOrganizations
{
    /// <summary>All organizations that the caller sees.</summary>
    public static Task<PageOf<OrganizationResponse>> HandleAsync(
        [AsParameters] OrganizationFilter filter, Page page, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        var visible = scope.Tenancy.OrganizationUids;
        var query = db.Organizations.AsNoTracking().Where(organization => visible.Contains(organization.Uid));
        return ReadAsync(filter.Apply(query, db), page, scope, db, mapping, cancellation);
    }

    public static async Task<PageOf<OrganizationResponse>> ReadAsync(
        IQueryable<Organization> query, Page page, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        var found = await page.ReadAsync(
            query.Select(organization => new Row<Organization> { At = organization.CreatedAt, Uid = organization.Uid, Item = organization }), cancellation);
        return new(await mapping.ToResponsesAsync(db, scope.Caller, found.Items, cancellation), found.Next);
    }
}
