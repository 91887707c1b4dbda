using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Placard.Api.Http;

namespace Placard.Api.OpenApi;

/// <summary>
/// Gives every body an example, made from its schema: what a comment in the source says, else what is usual for a field of that name or type.
/// </summary>
internal sealed class Examples(OpenApiDocument document)
{
    private const int Deepest = 6;

    private static readonly Dictionary<string, ApiError> Errors = new()
    {
        ["400"] = ApiErrors.InvalidBody("name", "must have 1 to 255 characters").Error,
        ["403"] = ApiErrors.WrongCredentials().Error,
        ["404"] = ApiErrors.NotFound().Error,
        ["413"] = ApiErrors.TooLarge(1024 * 1024).Error,
        ["429"] = ApiErrors.TooManyRequests().Error,
        ["500"] = ApiErrors.Internal,
    };

    public static void AddTo(OpenApiDocument document)
    {
        var examples = new Examples(document);
        foreach (var (path, item) in document.Paths)
        {
            // A body of any shape is called as the path ends.
            var name = path.Split('/')[^1];
            foreach (var (_, operation) in item.Operations ?? [])
            {
                Set(operation.RequestBody?.Content, media => examples.Of(media.Schema, "", 0));
                foreach (var (status, response) in operation.Responses ?? [])
                {
                    Set(response.Content, media => Errors.TryGetValue(status, out var error)
                        ? Error(error)
                        : examples.Of(media.Schema, "", 0) ?? examples.Of(media.Schema, name, 0));
                }
            }
        }
    }

    private static void Set(IDictionary<string, OpenApiMediaType>? content, Func<OpenApiMediaType, JsonNode?> example)
    {
        foreach (var media in content?.Values ?? [])
        {
            media.Example = example(media);
        }
    }

    private static JsonObject Error(ApiError error) => new()
    {
        ["status"] = error.Status,
        ["message"] = error.Message,
        ["errorCode"] = error.ErrorCode,
        ["errorName"] = error.ErrorName,
        ["errorDetail"] = error.ErrorDetail,
    };

    private JsonNode? Of(IOpenApiSchema? schema, string name, int depth)
    {
        if (schema is OpenApiSchemaReference reference)
        {
            schema = document.Components?.Schemas?.TryGetValue(reference.Reference.Id ?? "", out var target) == true ? target : null;
        }

        if (schema is null || depth > Deepest)
        {
            return null;
        }

        if (schema.Examples is { Count: > 0 } said)
        {
            // Null is an example, too.
            return said[0]?.DeepClone();
        }

        if (UsualValues.TryGet(name, out var usual))
        {
            return usual;
        }

        if (schema.OneOf is { Count: > 0 } choices)
        {
            return Of(choices.FirstOrDefault(choice => choice is OpenApiSchemaReference || choice.Type != JsonSchemaType.Null), name, depth);
        }

        return schema.Type switch
        {
            { } type when type.HasFlag(JsonSchemaType.Array) => new JsonArray(Of(schema.Items, Singular(name), depth + 1)),
            { } type when type.HasFlag(JsonSchemaType.Object) || schema.Properties is { Count: > 0 } => Object(schema, depth),
            { } type when type.HasFlag(JsonSchemaType.Boolean) => true,
            { } type when type.HasFlag(JsonSchemaType.Integer) => 1,
            { } type when type.HasFlag(JsonSchemaType.Number) => 36.5,
            null when schema.Format is null => null,
            _ => schema.Enum is { Count: > 0 } values ? values[0].DeepClone() : UsualValues.Text(name, schema.Format),
        };
    }

    private JsonObject Object(IOpenApiSchema schema, int depth)
    {
        var example = new JsonObject();
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (!UsualValues.IsRare(name))
            {
                example[name] = Of(member, name, depth + 1);
            }
        }

        return example;
    }

    // A list of deviceUids holds a deviceUid.
    private static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;
}
