using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Data;

namespace Placard.Api.Features.Organizations;

/// <summary>A key pair of an organization, without its secret.</summary>
/// <param name="Id">Goes before the colon in <c>X-Auth</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="OrganizationUid">The organization that it acts for.</param>
public sealed record OrganizationTokenResponse(string Id, string Name, string OrganizationUid);

internal static class GetOrganizationTokens
{
    /// <summary>The key pairs of the organization, oldest first; never a secret.</summary>
    public static async Task<Ok<List<OrganizationTokenResponse>>> HandleAsync(
        string organizationUid, PlacardDbContext db, CancellationToken cancellation) =>
        TypedResults.Ok(await db.OrganizationTokens.AsNoTracking()
            .Where(token => token.OrganizationUid == organizationUid)
            .OrderBy(token => token.CreatedAt).ThenBy(token => token.Id)
            .Select(token => new OrganizationTokenResponse(token.Id, token.Name, token.OrganizationUid))
            .ToListAsync(cancellation));
}
