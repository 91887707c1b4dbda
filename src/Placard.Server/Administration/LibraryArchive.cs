using System.Formats.Tar;
using System.IO.Compression;
using Placard.Storage;

namespace Placard.Server.Administration;

/// <summary>
/// A package as npm packs it. It comes from elsewhere, so nothing is unpacked: it is read through, within limits, for the file that is wanted,
/// and refused if anything in it is not a plain file or folder below one root.
/// </summary>
internal static class LibraryArchive
{
    private const long MostBytes = 512 * 1024 * 1024;
    private const int MostEntries = 20_000;

    public static async Task<byte[]?> ReadAsync(string archive, string name, int most, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(archive);
            await using var unpacked = new LimitedStream(new GZipStream(file, CompressionMode.Decompress), MostBytes);
            await using var tar = new TarReader(unpacked);
            return await FindAsync(tar, name, most, cancellation);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw LibraryPackage.Wrong($"\"{archive}\" is no whole .tgz of at most {MostBytes} bytes ({exception.Message})");
        }
    }

    private static async Task<byte[]?> FindAsync(TarReader tar, string name, int most, CancellationToken cancellation)
    {
        byte[]? found = null;
        var entries = 0;
        while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (++entries > MostEntries)
            {
                throw LibraryPackage.Wrong($"the archive has more than {MostEntries} entries");
            }

            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            var path = entry.Name.TrimEnd('/');
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.Directory) || !LibraryPackage.IsInside(path))
            {
                throw LibraryPackage.Wrong($"the archive's entry \"{entry.Name}\" is not a plain file inside of the package");
            }

            // npm calls the root "package", others call it otherwise.
            if (entry.EntryType != TarEntryType.Directory && path.IndexOf('/', StringComparison.Ordinal) is > 0 and var root && path[(root + 1)..] == name)
            {
                found = found is null ? await ReadAsync(entry, most, cancellation) : throw LibraryPackage.Wrong($"the archive has {name} twice");
            }
        }

        return found;
    }

    private static async Task<byte[]> ReadAsync(TarEntry entry, int most, CancellationToken cancellation)
    {
        if (entry.Length > most)
        {
            throw LibraryPackage.Wrong($"\"{entry.Name}\" has more than {most} bytes");
        }

        var bytes = new byte[entry.Length];
        if (entry.DataStream is { } data)
        {
            await data.ReadExactlyAsync(bytes, cancellation);
        }

        return bytes;
    }

    /// <summary>Ends what unpacks to far more than it should.</summary>
    private sealed class LimitedStream(Stream inner, long most) : ReadOnlyStream
    {
        private long _left = most;

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int read) => (_left -= read) >= 0 ? read : throw new InvalidDataException("It unpacks to too much.");
    }
}
