using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Storage;

namespace Placard.Api.Features.Content;

/// <summary>
/// Takes an uploaded file over. The content is stored first and the row after it, in the transaction that uses up the right to upload:
/// what has no row is deleted as unused after a day. Of two uploads of one name the one whose transaction is the later one stands.
/// </summary>
internal sealed partial class UploadReceiver(Database database, IBlobStore blobs, ContentQuota quota, UploadSignature signature, UploadReceiver.Context context)
{
    // Fields and boundaries around the file.
    private const long Around = 64 * 1024;

    private readonly Dictionary<string, IUploadTarget> _targets = context.Targets.ToDictionary(target => target.Name, StringComparer.Ordinal);

    /// <summary>Targets, clock, limits and log.</summary>
    public sealed record Context(IEnumerable<IUploadTarget> Targets, TimeProvider Time, IOptions<ContentOptions> Options, ILogger<UploadReceiver> Log);

    public long MostRequestBytes => context.Options.Value.MostFileBytes + Around;

    /// <param name="fields">As they came.</param>
    /// <param name="requestBytes">Length of the whole request, if it was announced.</param>
    /// <param name="file">The content.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task AcceptAsync(UploadFields fields, long? requestBytes, Stream file, CancellationToken cancellation)
    {
        var upload = await FindAsync(fields, cancellation);
        var target = _targets[upload.Target];
        await using var db = database.Open(Data.Tenancy.Of(upload.OrganizationUid));
        var room = await quota.LeftAsync(db, upload.OrganizationUid, cancellation) + await target.CheckAsync(db, upload, cancellation);
        if (requestBytes - Around > Math.Min(room, upload.MostBytes))
        {
            throw TooLarge(upload, room);
        }

        var blob = await StoreAsync(file, upload, room, cancellation);
        await db.WriteAsync(
            async token =>
            {
                var grown = await target.AcceptAsync(db, upload, blob, token);
                if (await db.ContentUploads.Where(row => row.Uid == upload.Uid).ExecuteDeleteAsync(token) == 0)
                {
                    throw Used();
                }

                await db.SaveChangesAsync(token);
                await quota.ChangeAsync(db, upload.OrganizationUid, grown, token);
            },
            cancellation);
        try
        {
            // The client may hang up now; what follows from its upload follows all the same.
            await target.AcceptedAsync(upload, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogAfterUpload(context.Log, fault, upload.Target);
        }
    }

    private static ApiException Used() => ApiErrors.UploadRefused("It was used already, or is over. Ask for another one");

    private ApiException TooLarge(ContentUpload upload, long room) =>
        room < upload.MostBytes ? quota.Exceeded() : ApiErrors.TooLarge(upload.MostBytes);

    private async Task<ContentUpload> FindAsync(UploadFields fields, CancellationToken cancellation)
    {
        if (!signature.Verify(fields))
        {
            throw ApiErrors.UploadRefused("The fields are not those that were signed");
        }

        var uid = UploadPolicy.Read(fields.Policy).Upload;
        var upload = await database.ReadAsync(db => db.AcrossOrganizations<ContentUpload>().AsNoTracking().FirstOrDefaultAsync(upload => upload.Uid == uid, cancellation));
        return upload is not null && upload.ExpiresAt > context.Time.Now() ? upload : throw Used();
    }

    private async Task<StoredBlob> StoreAsync(Stream file, ContentUpload upload, long room, CancellationToken cancellation)
    {
        try
        {
            await using var content = new UploadedStream(file, upload.Md5);
            return await blobs.PutAsync(content, Math.Min(room, upload.MostBytes), cancellation);
        }
        catch (BlobTooLargeException)
        {
            throw TooLarge(upload, room);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What follows an upload to {Target} failed")]
    private static partial void LogAfterUpload(ILogger log, Exception fault, string target);
}
