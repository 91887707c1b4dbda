using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Organizations;

internal static class GetOrganization
{
    /// <summary>One organization.</summary>
    public static async Task<Ok<OrganizationResponse>> HandleAsync(
        string organizationUid, RequestScope scope, PlacardDbContext db, OrganizationMapping mapping, CancellationToken cancellation)
    {
        var organization = await db.Organizations.AsNoTracking()
            .FirstOrDefaultAsync(organization => organization.Uid == organizationUid && !organization.IsCompany, cancellation)
            ?? throw ApiErrors.NotFound();
        var responses = await mapping.ToResponsesAsync(db, scope.Caller, [organization], cancellation);
        return TypedResults.Ok(responses[0]);
    }
}
