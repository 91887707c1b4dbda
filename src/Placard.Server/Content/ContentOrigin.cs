using Placard.Server.Listening;
using Placard.Server.Options;

namespace Placard.Server.Content;

/// <summary>The second origin: what devices and customers uploaded, on a listener of its own, so that no browser ever takes it for part of the API.</summary>
internal static class ContentOrigin
{
    public static void AddContent(this ServerBuilder builder)
    {
        _ = builder;
    }

    /// <summary>
    /// Sends what came in by the content listener through a pipeline of its own. Its routes live in a builder of their own too,
    /// so the API cannot answer here, nor content there.
    /// </summary>
    public static void UseContentOrigin(this WebApplication app)
    {
        var content = new ApplicationBuilder(app.Services);
        content.UseRouting();
        content.UseEndpoints(_ => { });
        content.Run(ContractError.NotFoundAsync);
        var pipeline = content.Build();

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
}
