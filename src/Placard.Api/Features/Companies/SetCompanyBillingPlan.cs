using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Companies;

internal static class SetCompanyBillingPlan
{
    private static readonly string[] Plans = ["open", "medium", "enterprise"];

    /// <summary>Sets the billing plan: <c>open</c>, <c>medium</c> or <c>enterprise</c>. It switches nothing off.</summary>
    public static async Task<Done> HandleAsync(string companyUid, string billingPlan, PlacardDbContext db, CancellationToken cancellation)
    {
        var plan = Array.Find(Plans, known => known.Equals(billingPlan, StringComparison.OrdinalIgnoreCase))
            ?? throw ApiErrors.InvalidPath("billingPlan", "must be open, medium or enterprise");
        await db.WriteAsync(
            async token =>
            {
                var company = await db.Organizations.FirstOrDefaultAsync(company => company.Uid == companyUid && company.IsCompany, token)
                    ?? throw ApiErrors.NotFound();
                company.BillingPlan = plan;
            },
            cancellation);
        return new();
    }
}
