using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Organizations;

/// <summary>An organization and how many devices it has.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="Name">Unique in its company.</param>
/// <param name="Title">What people read.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="OauthClientId">As in the organization itself.</param>
/// <param name="OauthClientSecret">As in the organization itself.</param>
/// <param name="DevicesCount">Its devices, emulators included.</param>
public sealed record OrganizationDevicesCountResponse(
    string Uid, string Name, string Title, DateTime CreatedAt, string? OauthClientId, string? OauthClientSecret, int DevicesCount);

internal static class GetOrganizationDevicesCount
{
    /// <summary>How many devices the organization has.</summary>
    public static async Task<Ok<OrganizationDevicesCountResponse>> HandleAsync(
        string organizationUid, RequestScope scope, PlacardDbContext db, OAuthPairs pairs, CancellationToken cancellation)
    {
        var organization = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(organization => organization.Uid == organizationUid, cancellation)
            ?? throw ApiErrors.NotFound();
        var devices = await db.Devices.CountAsync(device => device.OrganizationUid == organizationUid, cancellation);
        var key = (await pairs.ForAsync(db, scope.Caller, [organizationUid], cancellation))[organizationUid];
        return TypedResults.Ok(new OrganizationDevicesCountResponse(
            organization.Uid, organization.Name, organization.Title, organization.CreatedAt, key.Id, key.Secret, devices));
    }
}
