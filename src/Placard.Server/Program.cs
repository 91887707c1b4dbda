using Placard.Api;
using Placard.DeviceCommands;
using Placard.DeviceGateway;
using Placard.Server.CommandLine;
using Placard.Server.Content;
using Placard.Server.Demo;
using Placard.Server.Docs;
using Placard.Server.Health;
using Placard.Server.Listening;
using Placard.Server.Observability;
using Placard.Server.Options;
using Placard.Server.Protection;
using Placard.Server.Start;
using Placard.Workers;

namespace Placard.Server;

/// <summary>The executable. <see cref="Build"/> is the table of contents of the whole server.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => PlacardCommandLine.RunAsync(args);

    /// <summary>Composes the server. Nothing in here touches disk, network or database: the OpenAPI generator builds it too.</summary>
    /// <param name="settings">What the operator asked for.</param>
    /// <param name="change">Lets a test replace services.</param>
    public static WebApplication Build(ServerSettings settings, Action<IServiceCollection>? change = null)
    {
        var builder = ServerBuilder.Create(settings);
        builder.AddListeners();
        builder.AddLogs();
        builder.AddTelemetry();
        builder.AddStart();
        builder.AddDatabase();
        builder.AddProtection();
        builder.AddContent();
        builder.Services.AddDeviceCommands(settings.Configuration);
        builder.Services.AddDeviceGateway(settings.Configuration);
        builder.Services.AddPlacardApi(settings.Configuration);
        builder.Services.AddWorkers(settings.Configuration);
        builder.AddDemo();
        builder.AddHealth();
        builder.AddDocs();
        change?.Invoke(builder.Services);
        builder.KeepQuietWhileDocumenting();

        var app = builder.Build();
        app.UseListedProxies();
        app.UseRequestLog();
        app.UseContentOrigin();
        app.UseDeviceGateway();
        app.UsePlacardApi();
        app.MapPlacardApi();
        app.MapDeviceGateway();
        app.MapHealth();
        app.MapMetrics();
        app.MapDocs();
        app.MapStartPage();
        return app;
    }
}
