using Placard.Api.OpenApi;
using Placard.Server.Options;
using Scalar.AspNetCore;

namespace Placard.Server.Docs;

/// <summary>The API's description and the pages for people. Everything they load comes from this origin, and their headers hold browsers to that.</summary>
internal static class DocsApi
{
    private const string Document = "v1";
    private const string PagePolicy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The reference page writes its own inline styles and start-up script.
    private const string DocsPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Registers the one document; the API adds what it says of its operations.</summary>
    public static void AddDocs(this ServerBuilder builder) =>
        builder.Services.AddOpenApi(Document, document => document.DescribePlacardApi().AddDocumentTransformer((description, _, _) =>
        {
            description.Info.Title = "Placard API";
            description.Info.Version = Document;
            return Task.CompletedTask;
        }));

    public static void MapDocs(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs", docs => docs
                .WithTitle("Placard API")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .DisableDefaultFonts()
                .DisableTelemetry())
            .Add(endpoint => endpoint.RequestDelegate = WithPolicy(endpoint.RequestDelegate!, DocsPolicy));
    }

    /// <summary>A plain page: status, the API's description, first steps; and one on which invited people choose their password.</summary>
    public static void MapStartPage(this WebApplication app)
    {
        MapFile(app, "/", "index.html", "text/html; charset=utf-8");
        MapFile(app, "/start.css", "start.css", "text/css; charset=utf-8");
        MapFile(app, "/invitation", "invitation.html", "text/html; charset=utf-8");
        MapFile(app, "/invitation.js", "invitation.js", "text/javascript; charset=utf-8");
        MapFile(app, "/start.js", "start.js", "text/javascript; charset=utf-8");
    }

    private static void MapFile(WebApplication app, string route, string file, string contentType)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "wwwroot", file);
        app.MapGet(route, WithPolicy(context => Results.File(path, contentType, enableRangeProcessing: false).ExecuteAsync(context), PagePolicy))
            .ExcludeFromDescription();
    }

    private static RequestDelegate WithPolicy(RequestDelegate next, string policy) => context =>
    {
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    };
}
