using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Placard.Api.Http;

/// <summary>
/// The bytes of a file with the headers of the storage that clients know, whole or in part. Whatever a customer uploaded never runs on this origin.
/// </summary>
/// <param name="content">Seekable; closed at the end.</param>
/// <param name="contentType">As the customer said.</param>
/// <param name="tag">Changes with the content.</param>
/// <param name="md5">Of the content, base64.</param>
public sealed class StoredFile(Stream content, string contentType, string tag, string md5) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var headers = httpContext.Response.Headers;
        headers["x-amz-meta-content_md5"] = md5;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.ContentDisposition = "attachment";
        headers.CacheControl = "private, no-cache";
        return Results.Stream(content, contentType, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["application/octet-stream"]));
    }
}
