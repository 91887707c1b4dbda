using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Organizations;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Companies;

internal static class GetCompanies
{
    /// <summary>All companies of which the account is a member.</summary>
    public static async Task<PageOf<OrganizationResponse>> HandleAsync(
        [AsParameters] OrganizationFilter filter, Page page, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        string[] visible = [.. scope.Caller.Companies.Keys];
        var query = db.Organizations.AsNoTracking().Where(company => company.IsCompany && visible.Contains(company.Uid));
        if (filter.Companies is { Count: > 0 } named)
        {
            query = query.Where(company => named.Contains(company.Uid));
        }

        return await GetOrganizations.ReadAsync(filter.WithoutCompany(query, db), page, scope, db, mapping, cancellation);
    }
}
