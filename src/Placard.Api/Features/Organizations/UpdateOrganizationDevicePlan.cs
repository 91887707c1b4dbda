using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Accounts;

namespace Placard.Api.Features.Organizations;

internal static class UpdateOrganizationDevicePlan
{
    private static readonly Dictionary<string, string> Plans = new(StringComparer.OrdinalIgnoreCase)
    {
        ["open"] = "open",
        ["basic"] = "basic",
        ["1.0"] = "basic",
        ["medium"] = "medium",
        ["2.0"] = "medium",
        ["all"] = "all",
        ["3.0"] = "all",
    };

    /// <summary>
    /// Sets the plan of the organization's devices: <c>open</c>, <c>basic</c> or <c>1.0</c>, <c>medium</c> or <c>2.0</c>, <c>all</c> or <c>3.0</c>.
    /// It is the company's choice, so it takes a manager of the company. No plan switches anything off.
    /// </summary>
    public static async Task<Done> HandleAsync(
        string organizationUid, string subscriptionType, RequestScope scope, PlacardDbContext db, CancellationToken cancellation)
    {
        scope.MustHave(organizationUid, Role.Guest);
        await db.WriteAsync(
            async token =>
            {
                var organization = await db.Organizations.FirstOrDefaultAsync(organization => organization.Uid == organizationUid, token)
                    ?? throw ApiErrors.NotFound();
                scope.MustHaveInCompanyOf(organization, Role.Manager);
                organization.SubscriptionType = Plans.GetValueOrDefault(subscriptionType)
                    ?? throw ApiErrors.InvalidPath("subscriptionType", "must be open, basic, medium, all, 1.0, 2.0 or 3.0");
            },
            cancellation);
        return new();
    }
}
