using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Organizations;

/// <summary>What an organization permits its devices.</summary>
/// <param name="AutoVerification">Devices may bring themselves into the organization while they register.</param>
/// <param name="EnrolmentOpenUntil">Until then a device that the server has never seen may do so; null: none may.</param>
/// <param name="BulkProvisioning">Devices that a recipe names come into the organization by themselves.</param>
public sealed record OrganizationSettingsResponse(bool AutoVerification, DateTime? EnrolmentOpenUntil, bool BulkProvisioning);

internal static class GetOrganizationSettings
{
    /// <summary>The organization's switches. An operation of Placard's own.</summary>
    public static async Task<Ok<OrganizationSettingsResponse>> HandleAsync(string organizationUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.Organizations.AsNoTracking()
            .Where(organization => organization.Uid == organizationUid)
            .Select(organization => new OrganizationSettingsResponse(organization.AutoVerification, organization.EnrolmentOpenUntil, organization.BulkProvisioning))
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound());
}
