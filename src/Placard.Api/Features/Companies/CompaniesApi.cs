using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Companies;

/// <summary>Companies: groups of organizations. They are made by the server's administrator.</summary>
internal static class CompaniesApi
{
    public static void MapCompanies(this IEndpointRouteBuilder api)
    {
        var companies = api.MapGroup("/v1/company").WithTags("Company");
        companies.MapGet("", GetCompanies.HandleAsync)
            .Operation(nameof(GetCompanies)).Requires(Auth.Account, Role.Guest, Ownership.Company).Paged(Paging.ByCreation);
        companies.MapGet("/{companyUid}", GetCompany.HandleAsync)
            .Operation(nameof(GetCompany)).Requires(Auth.Account, Role.Guest, Ownership.Company);
        companies.MapPut("/{companyUid}/billingPlan/{billingPlan}", SetCompanyBillingPlan.HandleAsync)
            .Operation(nameof(SetCompanyBillingPlan)).Requires(Auth.Account, Role.Owner, Ownership.Company);
        companies.MapGet("/{companyUid}/organizations", GetCompanyOrganizations.HandleAsync).WithTags("Organization")
            .Operation(nameof(GetCompanyOrganizations)).Requires(Auth.Account, Role.Guest, Ownership.Company).Paged(Paging.ByCreation);
    }
}
