using Placard.Api.Http;
using Placard.Data;

namespace Placard.Api.Features.Locations;

internal static class AddAttachmentToLocation
{
    /// <summary>
    /// Adds a picture, the raw bytes of one PNG, JPEG or GIF file: at most 10 MiB, 16384 by 16384 pixels and 20 for a location. It must be what its
    /// <c>Content-Type</c> says, and whole.
    /// </summary>
    public static async Task<Done> HandleAsync(string locationUid, RawBody body, PlacardDbContext db, Attachments attachments, CancellationToken cancellation)
    {
        var organizationUid = await LocationReads.OrganizationAsync(db, locationUid, cancellation);
        await attachments.AddAsync(db, organizationUid, locationUid, body, cancellation);
        return new();
    }
}
