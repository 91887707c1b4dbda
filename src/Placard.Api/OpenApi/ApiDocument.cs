using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Placard.Api.OpenApi;

/// <summary>Makes the API document say what the routes, the catalogue and the comments of the source say.</summary>
public static class ApiDocument
{
    internal const string SecurityScheme = "X-Auth";
    internal const string ErrorSchema = "Error";

    public static OpenApiOptions DescribePlacardApi(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var comments = new Lazy<XmlComments>(() => new());
        options.AddSchemaTransformer(new SchemaComments(comments));
        options.AddOperationTransformer(new OperationDescription(comments));
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            Examples.AddTo(document);
            return Task.CompletedTask;
        });
        return options;
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = SecurityScheme,
            Description = "An organization's or an account's key pair as id:secret, or the bare access token of a configured issuer.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ErrorSchema] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Every failure answers with this.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The status code." },
                ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong, with the field's name and the reason." },
                ["errorCode"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The status code and three digits more." },
                ["errorName"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["errorDetail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
            Required = new HashSet<string> { "status", "message", "errorCode", "errorName", "errorDetail" },
        };
    }
}
