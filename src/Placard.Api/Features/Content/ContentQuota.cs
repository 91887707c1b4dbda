using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Content;

/// <summary>
/// How much content an organization has. Its counter changes in the transaction that stores or deletes the content;
/// that transaction changes it last, as the counter is what all writers of an organization wait for.
/// </summary>
internal sealed class ContentQuota(IOptions<ContentOptions> options)
{
    public long Most => options.Value.MostBytesPerOrganization;

    /// <summary>Bytes that may still be added. Only a hint: the transaction decides.</summary>
    public async Task<long> LeftAsync(PlacardDbContext db, string organizationUid, CancellationToken cancellation)
    {
        var used = await db.AcrossOrganizations<ContentUsage>()
            .Where(usage => usage.OrganizationUid == organizationUid)
            .Select(usage => usage.Bytes)
            .FirstOrDefaultAsync(cancellation);
        return Math.Max(0, Most - used);
    }

    /// <summary>Adds or takes away, in the caller's transaction.</summary>
    /// <exception cref="ApiException">More than the organization may have.</exception>
    public async Task ChangeAsync(PlacardDbContext db, string organizationUid, long bytes, CancellationToken cancellation)
    {
        if (bytes == 0)
        {
            return;
        }

        var used = await db.CountContentAsync(organizationUid, bytes, cancellation);
        if (bytes > 0 && used > Most)
        {
            throw Exceeded();
        }
    }

    public ApiException Exceeded() => ApiErrors.ContentQuotaExceeded(Most);
}
