using System.Reflection;

namespace Placard.Server.Options;

/// <summary>The host's builder with the settings that the parts of the composition need.</summary>
internal sealed class ServerBuilder
{
    private readonly WebApplicationBuilder _builder;

    private ServerBuilder(WebApplicationBuilder builder, ServerSettings settings)
    {
        _builder = builder;
        Settings = settings;
    }

    public ServerSettings Settings { get; }

    public PlacardOptions Options => Settings.Options;

    public IServiceCollection Services => _builder.Services;

    public ILoggingBuilder Logging => _builder.Logging;

    public IWebHostBuilder WebHost => _builder.WebHost;

    public static ServerBuilder Create(ServerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);

        // The slim builder brings no listeners, file watchers and configuration sources of its own: all of that is said here.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return new(builder, settings);
    }

    public WebApplication Build() => _builder.Build();

    /// <summary>
    /// The OpenAPI generator of the build starts the composed host to read its endpoints. Then nothing but the pipeline may come alive:
    /// no database, no folder, no background work.
    /// </summary>
    public void KeepQuietWhileDocumenting()
    {
        if (Assembly.GetEntryAssembly()?.GetName().Name != "GetDocument.Insider")
        {
            return;
        }

        foreach (var service in Services.Where(service => service.ServiceType == typeof(IHostedService)).ToArray())
        {
            Services.Remove(service);
        }
    }
}
