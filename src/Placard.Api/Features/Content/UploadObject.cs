using System.Text.Json.Serialization;

namespace Placard.Api.Features.Content;

/// <summary>How to upload the file: by a form, to a storage that knows no <c>X-Auth</c>.</summary>
/// <param name="Upload">What to send.</param>
/// <param name="File">Where the file is afterwards.</param>
public sealed record UploadResponse(UploadForm Upload, UploadedFileAddress File);

/// <summary>What to send.</summary>
/// <param name="Request">The request.</param>
public sealed record UploadForm(UploadRequest Request);

/// <summary>
/// A POST of <c>multipart/form-data</c>: all fields as they are, then a part named <c>file</c> with the content. It works once, within an hour.
/// </summary>
/// <param name="Url" example="&quot;https://signage.example.org/upload&quot;">Where to send it.</param>
/// <param name="Fields">The fields.</param>
public sealed record UploadRequest(string Url, UploadFields Fields);

/// <summary>Fields of an upload. Their signature is the right to upload.</summary>
/// <param name="Key" example="&quot;applet/019a3f5c7b2e/1.0.0/index.html&quot;">The name of the file.</param>
/// <param name="ContentType" example="&quot;text/html&quot;">Its type.</param>
/// <param name="ContentMd5" example="&quot;hYljADUvYpAd2Q9JHCWkAA==&quot;">MD5 of the content, base64.</param>
/// <param name="Policy" example="&quot;eyJ1cGxvYWQiOiIwMTlhIn0=&quot;">Which upload it is, opaque.</param>
/// <param name="Signature" example="&quot;9c1d0a7e&quot;">Of the other fields.</param>
public sealed record UploadFields(
    [property: JsonPropertyName("Key")] string Key,
    [property: JsonPropertyName("Content-Type")] string ContentType,
    [property: JsonPropertyName("Content-MD5")] string ContentMd5,
    [property: JsonPropertyName("Policy")] string Policy,
    [property: JsonPropertyName("Signature")] string Signature);

/// <summary>Where the file is once it is uploaded.</summary>
/// <param name="Url">Asks for the same credentials as the API.</param>
public sealed record UploadedFileAddress(string Url);
