using Placard.Data;
using Placard.Domain.Content;
using Placard.Storage;

namespace Placard.Api.Features.Content;

/// <summary>What becomes of a kind of uploaded files. All of them come in by one way; what differs is said here.</summary>
internal interface IUploadTarget
{
    /// <summary>Stands in <see cref="ContentUpload.Target"/>; never changes.</summary>
    string Name { get; }

    /// <summary>Refuses, before the content is read, what would be refused then.</summary>
    /// <param name="db">Sees the organization of the upload.</param>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Bytes that the new content replaces.</returns>
    Task<long> CheckAsync(PlacardDbContext db, ContentUpload upload, CancellationToken cancellation);

    /// <summary>Takes the content over, in the caller's transaction.</summary>
    /// <param name="db">Sees the organization of the upload.</param>
    /// <param name="upload">The upload.</param>
    /// <param name="blob">The content, with the hash that was announced.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>By how many bytes the organization's content grew.</returns>
    Task<long> AcceptAsync(PlacardDbContext db, ContentUpload upload, StoredBlob blob, CancellationToken cancellation);

    /// <summary>Called after the commit. What fails in here does not fail the upload.</summary>
    Task AcceptedAsync(ContentUpload upload, CancellationToken cancellation);
}
