using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Organizations;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Companies;

internal static class GetCompanyOrganizations
{
    /// <summary>The organizations of a company that the account sees: all of them for its owners and managers, else those that the account was added to.</summary>
    public static Task<PageOf<OrganizationResponse>> HandleAsync(
        string companyUid, [AsParameters] OrganizationFilter filter, Page page, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        var visible = scope.Tenancy.OrganizationUids;
        var query = db.Organizations.AsNoTracking().Where(organization => organization.ParentUid == companyUid && visible.Contains(organization.Uid));
        return GetOrganizations.ReadAsync(filter.WithoutCompany(query, db), page, scope, db, mapping, cancellation);
    }
}
