using Placard.Server.Listening;
using Placard.Server.Options;
using Placard.Server.Protection;
using Placard.Server.Start;
using Placard.Storage;

namespace Placard.Server.Content;

/// <summary>The second origin: what devices and customers uploaded, on a listener of its own, so that no browser ever takes it for part of the API.</summary>
internal static class ContentOrigin
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddContent(this ServerBuilder builder)
    {
        builder.Services.AddSingleton(provider => new LocalFolderBlobStore(provider.GetRequiredService<DataDirectory>().Blobs, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<LocalFolderBlobStore>());
        builder.Services.AddSingleton(provider => new SignedUrls(provider.GetRequiredService<SigningKey>().Read, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ScreenshotContent>();
        builder.Services.AddSingleton<CoreAppContent>();
        builder.Services.AddSingleton<ReportFileContent>();
        builder.Services.AddSingleton<SendingTurns>();
        builder.Services.AddSingleton<AttachmentContent>();
        builder.Services.AddSingleton<ServedBuilds>();
        builder.Services.AddSingleton<AppletContent>();
        builder.Services.AddSingleton<FrontAppletContent>();
    }

    /// <summary>
    /// Sends what came in by the content listener through a pipeline of its own. Its routes live in a builder of their own too,
    /// so the API cannot answer here, nor content there.
    /// </summary>
    public static void UseContentOrigin(this WebApplication app)
    {
        var pipeline = Pipeline(app.Services);
        app.Use(next => context =>
        {
            if (context.Features.Get<ContentConnection>() is null)
            {
                return next(context);
            }

            // The host may have looked for a route of the API already.
            context.SetEndpoint(null);
            return pipeline(context);
        });
    }

    private static RequestDelegate Pipeline(IServiceProvider services)
    {
        var screenshots = services.GetRequiredService<ScreenshotContent>();
        var coreApps = services.GetRequiredService<CoreAppContent>();
        var applets = services.GetRequiredService<AppletContent>();
        var libraries = services.GetRequiredService<FrontAppletContent>();
        var reports = services.GetRequiredService<ReportFileContent>();
        var attachments = services.GetRequiredService<AttachmentContent>();
        var content = new ApplicationBuilder(services);
        content.Use(ProtectAsync);
        content.UseRouting();
        content.UseEndpoints(routes =>
        {
            routes.MapMethods("/screenshot/{uid}", Methods, (RequestDelegate)screenshots.GetAsync);
            routes.MapMethods("/app/{applicationType}/{version}/{**path}", Methods, (RequestDelegate)coreApps.GetAsync);
            routes.MapMethods("/applet/{uid}/{build}/.package.zip", Methods, (RequestDelegate)applets.GetPackageAsync);
            routes.MapMethods("/applet/{uid}/{build}/index.html", Methods, (RequestDelegate)applets.GetPageAsync);
            routes.MapMethods("/lib/front-applet/{version}/bundle.js", Methods, (RequestDelegate)libraries.GetAsync);
            routes.MapMethods("/reports/{deviceUid}/{uid}/{file}", Methods, (RequestDelegate)reports.GetAsync);
            routes.MapMethods("/location/{uid}", Methods, (RequestDelegate)attachments.GetAsync);
        });
        content.Run(ContractError.NotFoundAsync);
        return content.Build();
    }

    // Whatever was uploaded must not run: not as a page, not as a script of this origin, not in a frame of it.
    // What may run says so itself.
    private static async Task ProtectAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "Accept-Ranges, Content-Length, Content-Range, ETag";
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, HEAD";
            headers.AccessControlAllowHeaders = "Range, If-None-Match, If-Range, X-Auth, Content-Type";
            headers.AccessControlMaxAge = "86400";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.RequestServices.GetRequiredService<ILogger<ContentConnection>>().LogError(exception, "Content failed");
            await ContractError.InternalAsync(context);
        }
    }
}
