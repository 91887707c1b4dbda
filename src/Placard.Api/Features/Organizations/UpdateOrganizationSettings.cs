using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.DeviceCommands.Provisioning.Recipes;

namespace Placard.Api.Features.Organizations;

/// <summary>Only what is sent changes.</summary>
/// <param name="AutoVerification">Devices may bring themselves into the organization while they register.</param>
/// <param name="EnrolmentOpenUntil">Until then a device that the server has never seen may do so; null closes it.</param>
/// <param name="BulkProvisioning">Devices that a recipe names come into the organization by themselves, also those that wait already.</param>
public sealed record OrganizationSettingsRequest(bool? AutoVerification, DateTime? EnrolmentOpenUntil, bool? BulkProvisioning);

internal static class UpdateOrganizationSettings
{
    /// <summary>Changes the organization's switches. An operation of Placard's own.</summary>
    public static async Task<Done> HandleAsync(
        string organizationUid, Body<OrganizationSettingsRequest> body, PlacardDbContext db, RecipeLookout recipes, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token =>
            {
                var organization = await db.Organizations.FirstOrDefaultAsync(organization => organization.Uid == organizationUid, token)
                    ?? throw ApiErrors.NotFound();
                organization.AutoVerification = body.Value.AutoVerification ?? organization.AutoVerification;
                organization.BulkProvisioning = body.Value.BulkProvisioning ?? organization.BulkProvisioning;
                if (body.Names("enrolmentOpenUntil"))
                {
                    organization.EnrolmentOpenUntil = body.Value.EnrolmentOpenUntil;
                }
            },
            cancellation);
        if (body.Value.BulkProvisioning == true)
        {
            recipes.LookForAll(organizationUid);
        }

        return new();
    }
}
