using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Placard.Domain.Catalogue;

namespace Placard.Api.Http;

/// <summary>A query parameter of an operation, for the API document and for links to the next page.</summary>
/// <param name="Name">As the caller writes it.</param>
/// <param name="Type">JSON schema type.</param>
/// <param name="Format">JSON schema format.</param>
/// <param name="IsList">Repeated or comma-separated.</param>
/// <param name="Description">For people.</param>
public sealed record QueryParameterMetadata(string Name, string Type, string? Format = null, bool IsList = false, string? Description = null);

/// <summary>Text in the query; an empty value counts as absent.</summary>
public readonly struct QueryText : IEndpointParameterMetadataProvider
{
    /// <summary>Null when absent.</summary>
    public string? Value { get; private init; }

    public static ValueTask<QueryText> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(new QueryText { Value = QueryReading.First(context, QueryReading.Name(parameter)) });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new QueryParameterMetadata(QueryReading.Name(parameter), "string"));
}

/// <summary>A list in the query, as repeated parameters, with commas, or both. A comma inside a value is encoded.</summary>
public readonly struct CommaList : IEndpointParameterMetadataProvider
{
    private readonly IReadOnlyList<string>? _values;

    private CommaList(IReadOnlyList<string> values) => _values = values;

    public IReadOnlyList<string> Values => _values ?? [];

    /// <summary>Nothing was named, so nothing is filtered.</summary>
    public bool IsEmpty => Values.Count == 0;

    public static ValueTask<CommaList> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(new CommaList(QueryReading.All(context, QueryReading.Name(parameter))));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new QueryParameterMetadata(QueryReading.Name(parameter), "string", IsList: true));
}

/// <summary>A boolean in the query: 0, 1, true or false.</summary>
public readonly struct QueryFlag : IEndpointParameterMetadataProvider
{
    public bool? Value { get; private init; }

    public static ValueTask<QueryFlag> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(new QueryFlag { Value = QueryReading.Flag(context, QueryReading.Name(parameter)) });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new QueryParameterMetadata(QueryReading.Name(parameter), "boolean"));
}

/// <summary>A number in the query.</summary>
public readonly struct QueryNumber : IEndpointParameterMetadataProvider
{
    public double? Value { get; private init; }

    public static ValueTask<QueryNumber> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var name = QueryReading.Name(parameter);
        var text = QueryReading.First(context, name);
        if (text is null)
        {
            return ValueTask.FromResult(default(QueryNumber));
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? ValueTask.FromResult(new QueryNumber { Value = number })
            : throw ApiErrors.InvalidQuery(name, "must be a number");
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new QueryParameterMetadata(QueryReading.Name(parameter), "number"));
}

/// <summary>An instant in the query, as ISO 8601.</summary>
public readonly struct QueryInstant : IEndpointParameterMetadataProvider
{
    public DateTime? Value { get; private init; }

    public static ValueTask<QueryInstant> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(new QueryInstant { Value = QueryReading.Instant(context, QueryReading.Name(parameter)) });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new QueryParameterMetadata(QueryReading.Name(parameter), "string", "date-time"));
}

internal static class QueryReading
{
    public static string Name(ParameterInfo parameter) => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

    public static string? First(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) && values.Count > 0 && !string.IsNullOrEmpty(values[0]) ? values[0] : null;

    public static bool? Flag(HttpContext context, string name) => First(context, name) switch
    {
        null => null,
        "0" => false,
        "1" => true,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw ApiErrors.InvalidQuery(name, "must be 0, 1, true or false"),
    };

    public static DateTime? Instant(HttpContext context, string name)
    {
        var text = First(context, name);
        if (text is null)
        {
            return null;
        }

        return InstantConverter.TryParse(text, out var instant)
            ? instant
            : throw ApiErrors.InvalidQuery(name, "must be a date and time as ISO 8601");
    }

    /// <summary>All values of a list, split before decoding. Also <c>name[]</c> and <c>name[0]</c>.</summary>
    public static List<string> All(HttpContext context, string name)
    {
        var values = new List<string>();
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            if (!IsCalled(pair.DecodeName().Span, name))
            {
                continue;
            }

            foreach (var part in pair.EncodedValue.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                values.Add(Decode(part));
            }
        }

        return values;
    }

    public static bool IsCalled(ReadOnlySpan<char> actual, string name) =>
        actual.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (actual.Length == name.Length || (actual[name.Length] == '[' && actual[^1] == ']'));

    public static string Decode(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
}
