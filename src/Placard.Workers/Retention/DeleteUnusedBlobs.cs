using System.Globalization;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Domain;
using Placard.Storage;
using Placard.Workers.Jobs;

namespace Placard.Workers.Retention;

/// <summary>
/// Deletes stored files that no row refers to: what a row referred to that was deleted, and what a process left that died between storing and saying so.
/// A file that was stored a short while ago is left alone, also if it was stored before: the row of an upload comes after its file.
/// </summary>
public sealed class DeleteUnusedBlobs(Database database, IBlobStore blobs, IOptions<RetentionOptions> options, TimeProvider time) : IJobKind
{
    private const int Parts = 256;
    private const int Asked = 500;

    public string Kind => "unused-blobs";

    public TimeSpan? Every => TimeSpan.FromDays(1);

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var part = int.TryParse(run.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var storedBefore = time.GetUtcNow() - options.Value.UnusedBlobs;
        await foreach (var hashes in blobs.ListAsync(part.ToString("x2", CultureInfo.InvariantCulture), cancellation).Chunk(Asked).WithCancellation(cancellation))
        {
            foreach (var hash in await database.ReadAsync(db => BlobReferences.UnusedAsync(db, hashes, cancellation)))
            {
                await blobs.DeleteOlderAsync(hash, storedBefore, cancellation);
            }
        }

        await run.CommitAsync(
            part + 1 < Parts ? JobStep.Again(time.Now(), (part + 1).ToString(CultureInfo.InvariantCulture)) : JobStep.Again(time.Now() + Every!.Value, ""),
            cancellation);
    }
}
