using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;

namespace Placard.Api.Features.Content;

/// <summary>A file that is going to be uploaded.</summary>
/// <param name="OrganizationUid">Whose it will be.</param>
/// <param name="Target">Name of the <see cref="IUploadTarget"/>.</param>
/// <param name="Subject">Uid of what it is for.</param>
/// <param name="Key">Its name, for people and logs.</param>
/// <param name="Details">JSON for the target.</param>
/// <param name="Md5">Base64.</param>
/// <param name="ContentType">Of the file.</param>
internal sealed record NewUpload(string OrganizationUid, string Target, string Subject, string Key, string Details, string Md5, string ContentType);

/// <summary>Gives the right to upload one file, once.</summary>
internal sealed class UploadReservations(Uids uids, TimeProvider time, PublicAddresses addresses, UploadSignature signature, IOptions<ContentOptions> options)
{
    /// <summary>Rights of one subject that are neither used nor over; a client that never uploads must not fill the table.</summary>
    private const int MostPending = 20_000;

    public async Task<UploadResponse> AddAsync(PlacardDbContext db, NewUpload request, string fileUrl, CancellationToken cancellation)
    {
        var upload = new ContentUpload
        {
            Uid = uids.Ordered(),
            OrganizationUid = request.OrganizationUid,
            Target = request.Target,
            Subject = request.Subject,
            Details = request.Details,
            Md5 = request.Md5,
            ContentType = request.ContentType,
            MostBytes = options.Value.MostFileBytes,
            ExpiresAt = time.Now() + options.Value.UploadLifetime,
        };
        await db.WriteAsync(
            async token =>
            {
                var now = time.Now();
                if (await db.ContentUploads.CountAsync(pending => pending.Subject == upload.Subject && pending.ExpiresAt > now, token) >= MostPending)
                {
                    throw ApiErrors.Conflict($"{MostPending} uploads are pending; use them or wait until they are over");
                }

                db.ContentUploads.Add(upload);
            },
            cancellation);
        var policy = UploadPolicy.Write(upload);
        var fields = new UploadFields(request.Key, request.ContentType, request.Md5, policy, signature.Sign(request.Key, request.ContentType, request.Md5, policy));
        return new(new(new($"{addresses.ApiBase}{UploadEndpoint.Path}", fields)), new(fileUrl));
    }
}

/// <summary>The field <c>Policy</c>: base64 of JSON, to be read by whoever wonders. Nothing in it is believed before its signature is checked.</summary>
internal sealed record UploadPolicy(string Upload, string Expiration, long MostBytes)
{
    public static string Write(ContentUpload upload) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(
        new(upload.Uid, upload.ExpiresAt.ToContract(), upload.MostBytes), UploadJson.Default.UploadPolicy));

    public static UploadPolicy Read(string text) =>
        JsonSerializer.Deserialize(Encoding.UTF8.GetString(Convert.FromBase64String(text)), UploadJson.Default.UploadPolicy)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UploadPolicy))]
internal sealed partial class UploadJson : JsonSerializerContext;
