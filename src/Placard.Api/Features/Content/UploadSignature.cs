using Placard.Storage;

namespace Placard.Api.Features.Content;

/// <summary>Signs the fields of an upload, each in its place: none can be changed, left out or taken from another upload.</summary>
internal sealed class UploadSignature(SignedUrls signing)
{
    // Signed addresses begin with a slash, so neither can pass for the other. No field has a line break.
    private const string Use = "upload";

    public string Sign(string key, string contentType, string md5, string policy) => signing.SignText(Text(key, contentType, md5, policy));

    public bool Verify(UploadFields fields) =>
        signing.VerifyText(Text(fields.Key, fields.ContentType, fields.ContentMd5, fields.Policy), fields.Signature);

    private static string Text(string key, string contentType, string md5, string policy) => string.Join('\n', Use, key, contentType, md5, policy);
}
