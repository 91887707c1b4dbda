using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Placard.Api.Features.Provisioning;

namespace Placard.Api.Http;

/// <summary>A table as the body, which may be larger than other bodies.</summary>
public sealed class CsvBody
{
    public const string MediaType = "text/csv";

    // What programs call such files that do not know better.
    private static readonly string[] AlsoCalled = [MediaType, "text/plain", "application/csv", "application/vnd.ms-excel", "application/octet-stream"];

    private CsvBody(Stream content) => Content = content;

    public Stream Content { get; }

    /// <summary>Nothing else can be meant, so that a client need not say what it sends; but it must not say something else.</summary>
    public static ValueTask<CsvBody> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.ContentType is not { Length: > 0 } sent
            || (MediaTypeHeaderValue.TryParse(sent, out var type) && AlsoCalled.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
                ? ValueTask.FromResult(Open(context))
                : throw ApiErrors.InvalidBody("Content-Type", $"must be {MediaType}");
    }

    internal static bool IsCalled(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    internal static CsvBody Open(HttpContext context)
    {
        var (request, most) = (context.Request, context.RequestServices.GetRequiredService<IOptions<ProvisioningOptions>>().Value.MostCsvBytes);
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue
            && !type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiErrors.InvalidBody("Content-Type", "must name no charset but utf-8");
        }

        if (request.ContentLength > most)
        {
            throw ApiErrors.TooLarge(most);
        }

        RequestSize.Allow(context, most);
        return new(request.Body);
    }
}

/// <summary>The fields of one thing, or a table of many.</summary>
public sealed class BodyOrCsv<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private BodyOrCsv(Body<T>? fields, CsvBody? csv)
    {
        Fields = fields;
        Csv = csv;
    }

    /// <summary>Null for a table.</summary>
    public Body<T>? Fields { get; }

    public CsvBody? Csv { get; }

    public static async ValueTask<BodyOrCsv<T>> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return CsvBody.IsCalled(context.Request) ? new(null, CsvBody.Open(context)) : new(await Body<T>.BindAsync(context), null);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => Body<T>.PopulateMetadata(parameter, builder);
}
