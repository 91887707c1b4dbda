using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Placard.Api.Http;

/// <summary>A body with fields, JSON or form-encoded, or a page of HTML, whose fields are in the query.</summary>
public sealed class BodyOrHtml<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private BodyOrHtml(Body<T>? fields, Stream? html)
    {
        Fields = fields?.Value;
        Html = html;
    }

    /// <summary>Null if the body is the page.</summary>
    public T? Fields { get; }

    /// <summary>The page, as it comes in; null if there are fields.</summary>
    public Stream? Html { get; }

    public static async ValueTask<BodyOrHtml<T>> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return new(await Body<T>.BindAsync(context), null);
        }

        return !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
            ? new(null, context.Request.Body)
            : throw ApiErrors.UnreadableBody("The page must be sent as UTF-8.");
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => Body<T>.PopulateMetadata(parameter, builder);
}
