using System.Buffers;
using System.Security.Cryptography;

namespace Placard.Storage;

/// <summary>
/// Blobs in a folder of this machine: <c>ab/cd/abcd...</c> by the SHA-256 of the content. A blob appears under its name only when all
/// of it is on the disk, so whatever carries a name is whole.
/// </summary>
public sealed class LocalFolderBlobStore(string root, TimeProvider? clock = null) : IBlobStore
{
    private const int BufferBytes = 64 * 1024;
    private const int HashLength = 64;

    private readonly TimeProvider _time = clock ?? TimeProvider.System;
    private readonly string _incoming = Path.Combine(root, "incoming");

    // Between looking at a blob's age and deleting it, none may be stored in its place.
    private readonly Lock _names = new();

    /// <summary>Makes the folder and removes what uploads left that the end of a process cut off. Call it once, before anything is stored.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(_incoming);
        foreach (var rest in Directory.EnumerateFiles(_incoming))
        {
            File.Delete(rest);
        }
    }

    public async Task<StoredBlob> PutAsync(Stream content, long maxBytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);

        // In the same volume as the blobs, so that the rename is one step.
        var part = Path.Combine(_incoming, Guid.NewGuid().ToString("n"));
        try
        {
            var blob = await WriteAsync(part, content, maxBytes, cancellation);
            Keep(part, blob.Hash);
            return blob;
        }
        finally
        {
            File.Delete(part);
        }
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    // What the end of the process leaves of it goes with the next start.
    public Stream OpenDraft() => new FileStream(
        Path.Combine(_incoming, Guid.NewGuid().ToString("n")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes,
        FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    public Task DeleteAsync(string hash, CancellationToken cancellation)
    {
        try
        {
            File.Delete(PathOf(hash));
        }
        catch (DirectoryNotFoundException)
        {
            // Never stored.
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellation)
    {
        var folder = prefix is { Length: 2 } && prefix.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(root, prefix)
            : throw new ArgumentException("The prefix is two lower-case hex.", nameof(prefix));
        return (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
            .Select(file => Path.GetFileName(file))
            .Where(name => name.Length == HashLength)
            .ToAsyncEnumerable();
    }

    public Task DeleteOlderAsync(string hash, DateTimeOffset storedBefore, CancellationToken cancellation)
    {
        var path = PathOf(hash);
        lock (_names)
        {
            if (File.Exists(path) && File.GetLastWriteTimeUtc(path) < storedBefore.UtcDateTime)
            {
                File.Delete(path);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<StoredBlob> WriteAsync(string part, Stream content, long maxBytes, CancellationToken cancellation)
    {
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long size = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
            {
                size += read;
                if (size > maxBytes)
                {
                    throw new BlobTooLargeException(maxBytes);
                }

                hasher.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            file.Flush(flushToDisk: true);
            return new(Convert.ToHexStringLower(hasher.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Keep(string part, string hash)
    {
        var path = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // An equal blob may be there, or come at this moment from another upload: it is the same bytes, and the rename replaces it in one step.
        lock (_names)
        {
            File.SetLastWriteTimeUtc(part, _time.GetUtcNow().UtcDateTime);
            File.Move(part, path, overwrite: true);
        }

        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }

    // The hash comes from the database, but a path is built of it.
    private string PathOf(string hash) =>
        hash is { Length: HashLength } && hash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(root, hash[..2], hash[2..4], hash)
            : throw new ArgumentException("A blob's name is 64 lower-case hex.", nameof(hash));
}
