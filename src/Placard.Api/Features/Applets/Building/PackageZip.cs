using System.IO.Compression;
using Placard.Domain.Content;
using Placard.Storage;

namespace Placard.Api.Features.Applets.Building;

/// <summary>Writes packages. Equal files make equal bytes.</summary>
public static class PackageZip
{
    // The first instant that a zip can tell: when a file came is not part of what a device shows.
    private static readonly DateTimeOffset Then = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A plain file that everybody may read.
    private const int Attributes = 0x81A4 << 16;

    // Squeezing what is squeezed already costs time here and on the device.
    private static readonly HashSet<string> Squeezed = new(StringComparer.OrdinalIgnoreCase)
    {
        ".7z", ".aac", ".apng", ".avif", ".br", ".flac", ".gif", ".gz", ".jpeg", ".jpg", ".m4a", ".m4v", ".mkv", ".mov", ".mp3", ".mp4", ".mpg", ".ogg", ".ogv", ".opus",
        ".png", ".webm", ".webp", ".woff", ".woff2", ".zip",
    };

    /// <summary>Writes the manifest and the files, each from its blob, a piece at a time.</summary>
    /// <param name="target">Seekable, so that each entry can tell its size ahead of its bytes.</param>
    /// <param name="manifest">The <c>package.json</c>.</param>
    /// <param name="files">The other files: path and blob. An own manifest among them is passed over.</param>
    /// <param name="blobs">Where the blobs are.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MissingBlobException">A file's content is not there any more.</exception>
    public static async Task WriteAsync(
        Stream target, ReadOnlyMemory<byte> manifest, IEnumerable<(string Path, string BlobHash)> files, IBlobStore blobs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(blobs);
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        await using (var entry = await BeginAsync(zip, PackageManifest.Name, cancellation))
        {
            await entry.WriteAsync(manifest, cancellation);
        }

        foreach (var (path, hash) in files.Where(file => file.Path != PackageManifest.Name))
        {
            await using var content = await blobs.OpenAsync(hash, cancellation) ?? throw new MissingBlobException(path);
            await using var entry = await BeginAsync(zip, path, cancellation);
            await content.CopyToAsync(entry, cancellation);
        }
    }

    private static Task<Stream> BeginAsync(ZipArchive zip, string path, CancellationToken cancellation)
    {
        if (!ContentPath.IsSafe(path))
        {
            throw new ArgumentException($"\"{path}\" leads out of a package.", nameof(path));
        }

        var entry = zip.CreateEntry(path, Squeezed.Contains(Path.GetExtension(path)) ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
        entry.LastWriteTime = Then;
        entry.ExternalAttributes = Attributes;
        return entry.OpenAsync(cancellation);
    }
}

/// <summary>A file was replaced and its content deleted while it was read.</summary>
public sealed class MissingBlobException(string path) : Exception($"The content of \"{path}\" is gone.");
