using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Software;
using Placard.Server.Options;
using Placard.Server.Start;
using Placard.Storage;

namespace Placard.Server.Administration;

/// <summary><c>core-app import</c>, <c>core-app list</c>, <c>core-app remove</c>.</summary>
internal sealed class CoreApps(Database database, IBlobStore blobs, DataDirectory directory, TimeProvider time)
{
    /// <summary>Takes in all files or none. The same files again are no error; other files under a version that is here are one.</summary>
    public async Task ImportAsync(string path, string type, string? version, CancellationToken cancellation)
    {
        var folder = CoreAppFolder.Read(path);
        var named = version ?? folder.DeclaredVersion()
            ?? throw StartException.Option("--version", "no package.json beside or above the folder tells the version; give it");
        CheckName(type, named);
        using var turn = directory.LockBlobs();
        var files = new List<CoreAppFile>(folder.Paths.Count);
        try
        {
            foreach (var file in folder.Paths)
            {
                files.Add(await StoreAsync(folder, file, type, named, cancellation));
            }

            Console.WriteLine(await database.WriteAsync((db, token) => AddAsync(db, files, token), cancellation));
        }
        catch
        {
            await DeleteUnusedAsync(files, CancellationToken.None);
            throw;
        }
    }

    public async Task ListAsync(CancellationToken cancellation)
    {
        var apps = await database.ReadAsync(db => db.CoreApps.OrderBy(app => app.ApplicationType).ThenBy(app => app.ImportedAt).AsNoTracking().ToListAsync(cancellation));
        foreach (var app in apps)
        {
            Console.WriteLine($"{app.ApplicationType}\t{app.Version}\t{app.FileCount} files\t{app.Size} bytes\timported {app.ImportedAt.ToContract()}");
        }

        if (apps.Count == 0)
        {
            Console.WriteLine("No application is imported");
        }
    }

    /// <summary>Devices that run the version from here can't load it any more once they restart.</summary>
    public async Task RemoveAsync(string type, string version, CancellationToken cancellation)
    {
        using var turn = directory.LockBlobs();
        var files = await database.WriteAsync(
            async (db, token) =>
            {
                var mine = db.CoreAppFiles.Where(file => file.ApplicationType == type && file.Version == version);
                var files = await mine.AsNoTracking().ToListAsync(token);
                await mine.ExecuteDeleteAsync(token);
                return await db.CoreApps.Where(app => app.ApplicationType == type && app.Version == version).ExecuteDeleteAsync(token) == 1
                    ? files
                    : throw StartException.Environment($"there is no application {type} {version}; see core-app list");
            },
            cancellation);
        await DeleteUnusedAsync(files, cancellation);
        Console.WriteLine($"Removed application {type} {version}");
    }

    private static void CheckName(string type, string version)
    {
        if (!ApplicationTypes.IsKnown(type))
        {
            throw StartException.Option("--type", ApplicationTypes.Reason);
        }

        if (!SoftwareVersion.IsAcceptable(version))
        {
            throw StartException.Option("--version", $"\"{version}\" {SoftwareVersion.Reason}");
        }
    }

    private async Task<CoreAppFile> StoreAsync(CoreAppFolder folder, string path, string type, string version, CancellationToken cancellation)
    {
        await using var content = folder.Open(path);
        var blob = await blobs.PutAsync(content, CoreAppFolder.MostFileBytes, cancellation);
        return new()
        {
            ApplicationType = type,
            Version = version,
            Path = path,
            BlobHash = blob.Hash,
            ContentType = CoreAppFolder.ContentType(path),
            Size = blob.Size,
        };
    }

    private async Task<string> AddAsync(PlacardDbContext db, List<CoreAppFile> files, CancellationToken cancellation)
    {
        var (type, version) = (files[0].ApplicationType, files[0].Version);
        var known = await db.CoreAppFiles.Where(file => file.ApplicationType == type && file.Version == version).AsNoTracking().ToListAsync(cancellation);
        if (known.Count > 0)
        {
            return Contents(known).SetEquals(Contents(files))
                ? $"Application {type} {version} is here already"
                : throw StartException.Environment($"application {type} {version} is here with other files; remove it first, or give another --version");
        }

        db.CoreApps.Add(new() { ApplicationType = type, Version = version, FileCount = files.Count, Size = files.Sum(file => file.Size), ImportedAt = time.Now() });
        db.CoreAppFiles.AddRange(files);
        return $"Imported application {type} {version}, {files.Count} files";
    }

    private static HashSet<(string Path, string Hash)> Contents(IEnumerable<CoreAppFile> files) => [.. files.Select(file => (file.Path, file.BlobHash))];

    private async Task DeleteUnusedAsync(IReadOnlyCollection<CoreAppFile> files, CancellationToken cancellation)
    {
        var unused = await database.ReadAsync(db => BlobReferences.UnusedAsync(db, [.. files.Select(file => file.BlobHash)], cancellation));
        foreach (var hash in unused)
        {
            await blobs.DeleteAsync(hash, cancellation);
        }
    }
}
