using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Server.Options;
using Placard.Server.Start;
using Placard.Storage;

namespace Placard.Server.Administration;

/// <summary><c>library import</c>, <c>library list</c>, <c>library remove</c>. A file that is needed no more goes with the next clean-up of unused ones.</summary>
internal sealed class Libraries(Database database, IBlobStore blobs, DataDirectory directory, TimeProvider time)
{
    /// <summary>The same again is no error; another content under a version that is here is one.</summary>
    public async Task ImportAsync(string path, CancellationToken cancellation)
    {
        var package = await LibraryPackage.ReadAsync(path, cancellation);
        using var turn = directory.LockBlobs();
        var blob = await StoreAsync(package, cancellation);
        Console.WriteLine(await database.WriteAsync((db, token) => AddAsync(db, package.Version, blob, token), cancellation));

        // The server's clean-up may have found an equal old file just before it was stored anew; from now on the row holds it.
        await StoreAsync(package, cancellation);
    }

    public async Task ListAsync(CancellationToken cancellation)
    {
        var libraries = await database.ReadAsync(db => db.FrontAppletLibraries.OrderBy(library => library.ImportedAt).AsNoTracking().ToListAsync(cancellation));
        foreach (var library in libraries)
        {
            Console.WriteLine($"{library.Version}\t{library.Size} bytes\timported {library.ImportedAt.ToContract()}");
        }

        if (libraries.Count == 0)
        {
            Console.WriteLine("No library is imported");
        }
    }

    public async Task RemoveAsync(string version, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async (db, token) =>
            {
                // In this order: a build that is recorded at this moment holds the row, or will miss it.
                if (await db.FrontAppletLibraries.Where(library => library.Version == version).ExecuteDeleteAsync(token) == 0)
                {
                    throw StartException.Environment($"there is no library {version}; see library list");
                }

                var needing = await db.AcrossOrganizations<AppletBuild>().CountAsync(build => build.FrontAppletVersion == version && build.ReplacedAt == null, token);
                if (needing > 0)
                {
                    throw StartException.Environment($"{needing} versions of applets load library {version}");
                }
            },
            cancellation);
        Console.WriteLine($"Removed library {version}");
    }

    private async Task<StoredBlob> StoreAsync(LibraryPackage package, CancellationToken cancellation)
    {
        using var content = new MemoryStream(package.Bundle, writable: false);
        return await blobs.PutAsync(content, LibraryPackage.MostBundleBytes, cancellation);
    }

    private async Task<string> AddAsync(PlacardDbContext db, string version, StoredBlob blob, CancellationToken cancellation)
    {
        if (await db.FrontAppletLibraries.AsNoTracking().SingleOrDefaultAsync(library => library.Version == version, cancellation) is { } known)
        {
            return known.BlobHash == blob.Hash
                ? $"Library {version} is here already"
                : throw StartException.Environment($"library {version} is here with another content; a version never changes");
        }

        db.FrontAppletLibraries.Add(new() { Version = version, BlobHash = blob.Hash, Size = blob.Size, ImportedAt = time.Now() });
        return $"Imported library {version}, {blob.Size} bytes";
    }
}
