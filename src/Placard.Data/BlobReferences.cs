using Microsoft.EntityFrameworkCore;
using Placard.Domain.Devices;
using Placard.Domain.Software;

namespace Placard.Data;

/// <summary>Which blobs rows name. Equal content is one blob, so whoever deletes one must ask here first; whoever names blobs in a new table adds it here.</summary>
public static class BlobReferences
{
    /// <summary>Those of the blobs that no row names.</summary>
    public static async Task<IReadOnlyList<string>> UnusedAsync(PlacardDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var wanted = hashes.Distinct(StringComparer.Ordinal).ToArray();
        var used = new HashSet<string>(StringComparer.Ordinal);
        IQueryable<string>[] named =
        [
            db.AcrossOrganizations<Screenshot>().Select(row => row.BlobHash),
            db.AcrossOrganizations<DeviceUpload>().Select(row => row.BlobHash),
            db.CoreAppFiles.Select(row => row.BlobHash),
            db.AcrossOrganizations<PackageVersion>().Select(row => row.BlobHash),
            db.AcrossOrganizations<PackageVersion>().Where(row => row.IconBlobHash != null).Select(row => row.IconBlobHash!),
            db.FirmwareFiles.Where(row => row.BlobHash != null).Select(row => row.BlobHash!),
        ];
        foreach (var part in wanted.Chunk(500))
        {
            foreach (var rows in named)
            {
                used.UnionWith(await rows.Where(hash => part.Contains(hash)).Distinct().ToListAsync(cancellation));
            }
        }

        return [.. wanted.Where(hash => !used.Contains(hash))];
    }
}
