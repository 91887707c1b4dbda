using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Organizations;

internal static class DeleteOrganizationToken
{
    /// <summary>Revokes a key pair: at once here, within 5 seconds on every other node.</summary>
    public static async Task<Done> HandleAsync(
        string organizationUid, string organizationSecurityTokenId, PlacardDbContext db, CallerCache callers, CancellationToken cancellation)
    {
        await db.WriteAsync(
            async token => db.OrganizationTokens.Remove(
                await db.OrganizationTokens.FirstOrDefaultAsync(pair => pair.Id == organizationSecurityTokenId && pair.OrganizationUid == organizationUid, token)
                ?? throw ApiErrors.NotFound()),
            cancellation);
        callers.Forget();
        return new();
    }
}
