using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain.Content;

namespace Placard.Api.Features.Applets.Building;

/// <summary>All that goes into a build, as it was when it was read.</summary>
/// <param name="Version">The version.</param>
/// <param name="Files">Its files in the order of their paths; none for a single HTML text.</param>
internal sealed record AppletSource(AppletVersion Version, IReadOnlyList<SourceFile> Files)
{
    // Part of the hash: what is made otherwise by a later version of this program is another build.
    private const string PackageFormat = "package 1";
    private const string PageFormat = "page 1";

    /// <summary>A package of files, else one HTML page.</summary>
    public bool IsPackage => Version.BinaryBlobHash is null;

    /// <summary>32 hex of the hash of all that goes in. Two sources with the same one are the same.</summary>
    public string Postfix { get; } = Hash(Version, Files);

    /// <summary>Reads what there is now. With a lock no other build of the version can be recorded before the caller's transaction ends.</summary>
    public static async Task<AppletSource> ReadAsync(PlacardDbContext db, string appletUid, string version, string lockClause, AppletBuildOptions limits, CancellationToken cancellation)
    {
        var sql = "select * from applet_version where applet_uid = {0} and version = {1}" + lockClause;
        var rows = await db.AppletVersions.FromSqlRaw(sql, appletUid, version).IgnoreQueryFilters([PlacardDbContext.TenancyFilter]).AsNoTracking().ToListAsync(cancellation);
        if (rows is not [var row])
        {
            throw ApiErrors.NotFound();
        }

        if (row.PublishedSince is not null || row.DeprecatedSince is not null)
        {
            throw ApiErrors.Conflict("The version is published or deprecated and is not built again");
        }

        var files = row.BinaryBlobHash is not null
            ? []
            : await db.AcrossOrganizations<AppletFile>()
                .Where(file => file.AppletUid == appletUid && file.Version == version)
                .OrderBy(file => file.Path)
                .Select(file => new SourceFile(file.Path, file.BlobHash, file.Size))
                .Take(limits.MostFiles + 1)
                .ToListAsync(cancellation);
        return new(row, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    /// <summary>Refuses what devices could not use.</summary>
    public void Check(AppletBuildOptions limits)
    {
        if (!IsPackage)
        {
            return;
        }

        if (Files.Count > limits.MostFiles || Files.Sum(file => file.Size) > limits.MostBytes)
        {
            throw ApiErrors.InvalidBody("file", $"the version has more than {limits.MostFiles} files, or they have more than {limits.MostBytes} bytes together");
        }

        if (Version.EntryFile is not { } entry)
        {
            throw ApiErrors.InvalidBody("entryFile", "is required to build a version of files");
        }

        var paths = Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (!paths.Contains(entry))
        {
            throw ApiErrors.InvalidBody("entryFile", $"\"{entry}\" is not among the files of the version");
        }

        if (paths.FirstOrDefault(path => !ContentPath.IsSafe(path)) is { } unsafePath)
        {
            throw ApiErrors.InvalidBody("path", $"\"{unsafePath}\" can't be the name of a file on a device");
        }

        if (paths.SelectMany(ContentPath.Folders).FirstOrDefault(paths.Contains) is { } folder)
        {
            throw ApiErrors.InvalidBody("path", $"\"{folder}\" is both a file and a folder");
        }
    }

    private static string Hash(AppletVersion version, IReadOnlyList<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // No part of it can hold a zero, so no two lists make the same text.
        void Add(string? text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
            hash.AppendData([0]);
        }

        if (version.BinaryBlobHash is { } binary)
        {
            Add(PageFormat);
            Add(binary);
            Add(version.FrontAppletVersion);
        }
        else
        {
            Add(PackageFormat);
            Add(version.EntryFile);
            foreach (var file in files)
            {
                Add(file.Path);
                Add(file.BlobHash);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}

/// <param name="Path">Below the root of the applet.</param>
/// <param name="BlobHash">Its content.</param>
/// <param name="Size">Bytes.</param>
internal sealed record SourceFile(string Path, string BlobHash, long Size);
