using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Placard.DeviceCommands;
using Placard.DeviceGateway.Commands;
using Placard.DeviceGateway.Content;
using Placard.DeviceGateway.CoreAppChannel;
using Placard.DeviceGateway.CoreAppChannel.Actions;
using Placard.DeviceGateway.Ingest;
using Placard.DeviceGateway.Presence;
using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway;

public static class DeviceGatewayServices
{
    public static IServiceCollection AddDeviceGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section))
            .Validate(options => options.MaxFrameBytes > 0 && options.MaxPollingBytes > 0, "Gateway: sizes must be positive.")
            .Validate(options => options.SweepInterval > TimeSpan.Zero && options.PollingHold > TimeSpan.Zero, "Gateway: intervals must be positive.")
            .Validate(options => options.ConcurrentLogIns > 0, "Gateway:ConcurrentLogIns must be positive.")
            .ValidateOnStart();
        services.AddSingleton(new NodeIdentity(Uids.Random(32)));
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<PresenceRecords>();
        services.AddSingleton<SessionClosing>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionStart>();
        services.AddSingleton<CommandPump>();
        services.AddSingleton<IOpenConnections, OpenConnections>();
        services.AddSingleton<CommandReplies>();
        services.AddSingleton<ContentClock>();
        services.AddSingleton<DeviceState>();
        services.AddSingleton<ReportedFrames>();
        services.AddSingleton<FrameRouter>();
        services.AddSingleton<WebSocketEndpoint>();
        services.AddSingleton<PollingEndpoints>();
        services.AddSingleton<ConfigurationEndpoints>();
        services.AddSingleton<UploadEndpoints>();
        services.AddSingleton<RegisterDeviceAction.Limits>();
        AddContexts(services);
        foreach (var action in typeof(IChannelAction).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IChannelAction))))
        {
            services.AddSingleton(typeof(IChannelAction), action);
        }

        // Stopped in the opposite order: first no more signals, then the sessions end, then their ends and reports are stored.
        AddHosted<NodeHeartbeat>(services);
        AddHosted<ReportIngest>(services);
        AddHosted<PresenceReports>(services);
        AddHosted<SessionEnds>(services);
        AddHosted<PollingSessions>(services);
        AddHosted<DueCommandSweep>(services);
        AddHosted<ContentPushes>(services);
        AddHosted<SignalReactions>(services);
        return services;
    }

    /// <summary>Opens what pages of other origins read: a Core App in a browser comes from one.</summary>
    public static IApplicationBuilder UseDeviceGateway(this IApplicationBuilder app)
    {
        app.UseMiddleware<DevicePaths>();
        return app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
    }

    public static IEndpointRouteBuilder MapDeviceGateway(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        if (!services.GetRequiredService<IOptions<GatewayOptions>>().Value.CoreAppChannel)
        {
            return routes;
        }

        var group = routes.MapGroup("").ExcludeFromDescription();
        group.MapGet("/ping", ConfigurationEndpoints.Ping);
        group.MapGet("/time", (ConfigurationEndpoints configuration) => configuration.Time());
        group.MapGet("/configuration-default", (ConfigurationEndpoints configuration) => configuration.Default());
        group.MapGet("/configuration/{duid}", (string duid, ConfigurationEndpoints configuration, CancellationToken cancellation) => configuration.ConfigurationAsync(duid, cancellation));
        group.MapGet("/power-action/BACKUP_RESTART/{duid}", (string duid, ConfigurationEndpoints configuration, CancellationToken cancellation) => configuration.BackupRestartAsync(duid, cancellation));
        group.MapPost("/power-action/BACKUP_RESTART/{duid}", (string duid, ConfigurationEndpoints configuration, CancellationToken cancellation) => configuration.ConfirmBackupRestartAsync(duid, cancellation));
        group.MapGet("/core-app/v2", (HttpContext http, WebSocketEndpoint socket) => socket.HandleAsync(http));
        group.MapPost("/core-app/v2/http-socket/session", (HttpContext http, PollingEndpoints polling) => polling.CreateAsync(http));
        group.MapPost("/core-app/v2/http-socket/transmit-messages", (HttpContext http, PollingEndpoints polling) => polling.TransmitAsync(http));
        group.MapPost("/core-app/v2/http-socket/receive-messages", (HttpContext http, PollingEndpoints polling) => polling.ReceiveAsync(http));
        group.MapDelete("/core-app/v2/http-socket/session/{id}", (HttpContext http, string id, PollingEndpoints polling) => polling.DeleteAsync(http, id));
        group.MapPost("/device-upload/{token}/upload/file", (HttpContext http, string token, string? prefix, UploadEndpoints uploads) => uploads.UploadAsync(http, token, prefix));
        return routes;
    }

    private static void AddContexts(IServiceCollection services)
    {
        services.AddSingleton<DueCommandSweep.Context>();
        services.AddSingleton<PresenceReports.Context>();
        services.AddSingleton<NodeHeartbeat.Context>();
        services.AddSingleton<SessionStore.Context>();
        services.AddSingleton<SaveTakenScreenshotAction.Context>();
        services.AddSingleton<WebSocketEndpoint.Context>();
        services.AddSingleton<ConfigurationEndpoints.Context>();
        services.AddSingleton<UploadEndpoints.Context>();
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, Microsoft.Extensions.Hosting.IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
