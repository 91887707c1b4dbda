using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Placard.Api.Features.DeviceActions;
using Placard.Api.Http;
using Placard.Api.Tenancy;

namespace Placard.Api.OpenApi;

/// <summary>Turns an operation's metadata into its description: query, bodies in both encodings, credentials, errors.</summary>
internal sealed class OperationDescription(Lazy<XmlComments> comments) : IOpenApiOperationTransformer
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly (int Status, string Meaning)[] Errors =
    [
        (400, "A value is missing or wrong; the message names it and the reason."),
        (403, "The credentials are missing or wrong, or do not allow it."),
        (404, "Something that the path names does not exist, or is not the caller's."),
        (413, "The body is too large."),
        (429, "Too many requests."),
        (500, "The server failed; nothing is half done."),
    ];

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Summary ??= metadata.OfType<MethodInfo>().Select(comments.Value.Summary).FirstOrDefault();
        operation.Deprecated = metadata.OfType<DeprecatedMetadata>().Any();
        AddQuery(operation, metadata);
        if (metadata.OfType<RequestBodyMetadata>().FirstOrDefault() is { } body)
        {
            var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new() { Schema = schema }, [Form] = new() { Schema = schema } },
            };
        }

        if (metadata.OfType<ListedActionMetadata>().FirstOrDefault() is { } listed)
        {
            operation.Responses!["200"] = Listed(await context.GetOrCreateSchemaAsync(listed.ValueType, null, cancellationToken), listed.IsOne);
        }

        AddCredentials(operation, context, metadata.OfType<Access>().FirstOrDefault());
        AddErrors(operation, context);
    }

    private static void AddQuery(OpenApiOperation operation, IList<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameterMetadata>())
        {
            AddQuery(operation, parameter.Name, parameter.Type, parameter.Format, parameter.IsList, parameter.Description);
        }

        if (metadata.OfType<PagedMetadata>().Any() && (metadata.OfType<Paging>().FirstOrDefault() ?? Paging.Usual) is var paging)
        {
            var size = paging.Default is { } byDefault
                ? string.Create(CultureInfo.InvariantCulture, $"Items of a page: default {byDefault}, at most {paging.Most}.")
                : string.Create(CultureInfo.InvariantCulture, $"Items of a page, at most {paging.Most}; without it the whole list.");
            AddQuery(operation, paging.Limit, "integer", "int32", false, size);
            AddQuery(operation, paging.Since, "string", "date-time", false, "Inclusive lower bound.");
            AddQuery(operation, paging.Until, "string", "date-time", false, "Exclusive upper bound.");
            AddQuery(operation, Paging.Descending, "boolean", null, false, "Newest first, which is the default.");
            AddQuery(operation, Paging.Cursor, "string", null, false, "Only as it stands in the Link to the next page.");
        }
    }

    private static void AddQuery(OpenApiOperation operation, string name, string type, string? format, bool isList, string? description)
    {
        if (operation.Parameters!.Any(known => known.Name == name))
        {
            return;
        }

        var schema = new OpenApiSchema { Type = Type(type), Format = format };
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = isList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
        });
    }

    private static JsonSchemaType Type(string type) => type switch
    {
        "boolean" => JsonSchemaType.Boolean,
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        _ => JsonSchemaType.String,
    };

    private static OpenApiResponse Listed(OpenApiSchema value, bool isOne)
    {
        var instant = JsonSchemaType.String | JsonSchemaType.Null;
        var properties = new Dictionary<string, IOpenApiSchema>
        {
            ["uid"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "50 hex; the same as in the action log." },
            ["deviceUid"] = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        foreach (var (name, member) in value.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            properties[name] = member;
        }

        properties["createdAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
        properties["succeededAt"] = new OpenApiSchema { Type = instant, Format = "date-time", Description = "When the device had done it; null before." };
        properties["failedAt"] = new OpenApiSchema { Type = instant, Format = "date-time", Description = "When it failed; the action log tells why." };
        var item = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = properties };
        return new()
        {
            Description = "OK",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new() { Schema = isOne ? item : new OpenApiSchema { Type = JsonSchemaType.Array, Items = item } },
            },
        };
    }

    private static void AddCredentials(OpenApiOperation operation, OpenApiOperationTransformerContext context, Access? access)
    {
        if (access is null or { Auth: Auth.None })
        {
            return;
        }

        operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiDocument.SecurityScheme, context.Document)] = [] }];
        var who = access.Auth switch
        {
            Auth.Organization => "organization tokens, and accounts for the organizations that they see",
            Auth.Account => "accounts",
            _ => "organization tokens and accounts",
        };
        operation.Description = $"For {who}; least role: {access.Role.ToString().ToLowerInvariant()}.";
    }

    private static void AddErrors(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        foreach (var (status, meaning) in Errors)
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = meaning,
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new() { Schema = new OpenApiSchemaReference(ApiDocument.ErrorSchema, context.Document) } },
            };
        }
    }
}
