using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Content;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Storage;

namespace Placard.Api.Features.Locations;

/// <summary>Takes pictures of locations over, once they are seen to be pictures.</summary>
internal sealed class Attachments(IBlobStore blobs, ContentQuota quota, TimeProvider time)
{
    private const int Most = 20;
    private const int MostBytes = 10 * 1024 * 1024;
    private const int BufferBytes = 64 * 1024;

    public async Task AddAsync(PlacardDbContext db, string organizationUid, string locationUid, RawBody body, CancellationToken cancellation)
    {
        var said = body.MediaType;
        if (said is not ("image/png" or "image/jpeg" or "image/gif"))
        {
            throw ApiErrors.InvalidBody("Content-Type", "must be image/png, image/jpeg or image/gif");
        }

        var room = Math.Min(MostBytes, await quota.LeftAsync(db, organizationUid, cancellation));
        if (body.Length > room)
        {
            throw room < MostBytes && body.Length <= MostBytes ? quota.Exceeded() : ApiErrors.TooLarge(MostBytes);
        }

        await using var draft = blobs.OpenDraft();
        await CopyAsync(body.Open(MostBytes), draft, room, cancellation);
        Check(await PictureFile.InspectAsync(draft, cancellation), said);
        draft.Position = 0;
        var blob = await blobs.PutAsync(draft, MostBytes, cancellation);
        await db.WriteAsync(
            async token =>
            {
                await LocationReads.TakeTurnAsync(db, locationUid, token);
                if (await db.LocationAttachments.CountAsync(picture => picture.LocationUid == locationUid, token) >= Most)
                {
                    throw ApiErrors.Conflict($"A location has at most {Most} attachments");
                }

                var now = time.Now();
                db.LocationAttachments.Add(new()
                {
                    Uid = Uids.Random(50),
                    LocationUid = locationUid,
                    OrganizationUid = organizationUid,
                    BlobHash = blob.Hash,
                    ContentType = said,
                    Size = blob.Size,
                    CreatedAt = now,
                });
                await db.SaveChangesAsync(token);
                await TouchAsync(db, locationUid, now, token);
                await quota.ChangeAsync(db, organizationUid, blob.Size, token);
            },
            cancellation);
    }

    public async Task RemoveAsync(
        PlacardDbContext db, string organizationUid, string locationUid, IReadOnlyCollection<string> uids, string field, CancellationToken cancellation) =>
        await db.WriteAsync(
            async token =>
            {
                await LocationReads.TakeTurnAsync(db, locationUid, token);
                var found = await db.LocationAttachments.Where(picture => picture.LocationUid == locationUid && uids.Contains(picture.Uid)).ToListAsync(token);
                if (found.Count < uids.Count)
                {
                    throw ApiErrors.InvalidBody(field, "must hold addresses of attachments of the location, as they were returned");
                }

                db.LocationAttachments.RemoveRange(found);
                await db.SaveChangesAsync(token);
                await TouchAsync(db, locationUid, time.Now(), token);
                await quota.ChangeAsync(db, organizationUid, -found.Sum(picture => picture.Size), token);
            },
            cancellation);

    private static Task TouchAsync(PlacardDbContext db, string locationUid, DateTime now, CancellationToken cancellation) =>
        db.Locations.Where(location => location.Uid == locationUid)
            .ExecuteUpdateAsync(row => row.SetProperty(location => location.UpdatedAt, now), cancellation);

    private static void Check(Picture? picture, string said)
    {
        const string Field = "attachment";
        if (picture is null)
        {
            throw ApiErrors.InvalidBody(Field, "is no whole PNG, JPEG or GIF file");
        }

        if (picture.ContentType != said)
        {
            throw ApiErrors.InvalidBody("Content-Type", $"is not the type of the file, which is {picture.ContentType}");
        }

        if (picture.Width is 0 or > PictureFile.MostPixels || picture.Height is 0 or > PictureFile.MostPixels)
        {
            throw ApiErrors.InvalidBody(Field, $"must have 1 to {PictureFile.MostPixels} pixels in each direction");
        }
    }

    private async Task CopyAsync(Stream body, Stream draft, long room, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        long size = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            size += read;
            if (size > room)
            {
                throw room < MostBytes ? quota.Exceeded() : ApiErrors.TooLarge(MostBytes);
            }

            await draft.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        draft.Position = 0;
    }
}
