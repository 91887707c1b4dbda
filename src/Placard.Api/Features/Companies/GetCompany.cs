using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Organizations;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Companies;

internal static class GetCompany
{
    /// <summary>One company. It has no key pair of its own.</summary>
    public static async Task<Ok<OrganizationResponse>> HandleAsync(
        string companyUid, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        var company = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(company => company.Uid == companyUid && company.IsCompany, cancellation)
            ?? throw ApiErrors.NotFound();
        return TypedResults.Ok((await mapping.ToResponsesAsync(db, scope.Caller, [company], cancellation))[0]);
    }
}
