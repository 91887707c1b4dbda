using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Placard.Api.Http;

namespace Placard.Api.OpenApi;

/// <summary>Descriptions of records and their members; and free-form values, which have no shape of their own.</summary>
internal sealed class SchemaComments(Lazy<XmlComments> comments) : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(RawJson))
        {
            schema.Type = null;
            schema.Description = "Any JSON value; its shape depends on the type.";
            return Task.CompletedTask;
        }

        if (type.IsEnum)
        {
            // Their converters write names of the contract, which the generator can't know.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseUpper.ConvertName(name))];
            return Task.CompletedTask;
        }

        if (type.Namespace?.StartsWith("Placard.", StringComparison.Ordinal) != true)
        {
            return Task.CompletedTask;
        }

        schema.Description ??= comments.Value.Summary(type);
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (member is OpenApiSchema own)
            {
                own.Description ??= comments.Value.Property(type, name);
                own.Examples ??= comments.Value.Example(type, name) is { } json ? [JsonNode.Parse(json)!] : null;
            }
        }

        return Task.CompletedTask;
    }
}
