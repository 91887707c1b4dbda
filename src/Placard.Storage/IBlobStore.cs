namespace Placard.Storage;

/// <summary>
/// Bytes by the hash of their content. Names never come from a caller; the database says what a blob is.
/// Rows refer to blobs by a column called <c>BlobHash</c>, or that ends with it: what no such column holds is deleted after a time.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores what the stream brings, hashing while writing. Equal content is stored once. Nothing stays of a stream that breaks off or exceeds the limit.</summary>
    /// <exception cref="BlobTooLargeException">The stream brought more than <paramref name="maxBytes"/>.</exception>
    Task<StoredBlob> PutAsync(Stream content, long maxBytes, CancellationToken cancellation);

    /// <summary>Opens a blob for reading, seekable; null when it is not there.</summary>
    Task<Stream?> OpenAsync(string hash, CancellationToken cancellation);

    /// <summary>An empty file to make something in before it is stored: seekable, beside the blobs, as large as their place allows. It is gone when disposed.</summary>
    Stream OpenDraft();

    Task DeleteAsync(string hash, CancellationToken cancellation);

    /// <summary>The blobs whose names begin so, in no order.</summary>
    /// <param name="prefix">The first two digits.</param>
    /// <param name="cancellation">Ends the search.</param>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Deletes a blob, unless it was stored since, be it again: whoever stores an equal one at this moment either keeps it or stores it anew.</summary>
    Task DeleteOlderAsync(string hash, DateTimeOffset storedBefore, CancellationToken cancellation);
}

/// <param name="Hash">SHA-256 of the content, 64 lower-case hex.</param>
/// <param name="Size">Bytes.</param>
public sealed record StoredBlob(string Hash, long Size);

public sealed class BlobTooLargeException(long maxBytes) : Exception($"The content is larger than {maxBytes} bytes.")
{
    public long MaxBytes { get; } = maxBytes;
}
