using System.Diagnostics;
using System.Net;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Placard.Server.Options;

namespace Placard.Server.Observability;

internal static class Telemetry
{
    private const string ServiceName = "placard";
    private static readonly string? Version = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Headers that a proxy sets: with one of them, a request from this machine is somebody else's.
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"];

    /// <summary>Metrics always, for <c>/metrics</c>; traces and OTLP only when a collector is configured.</summary>
    public static void AddTelemetry(this ServerBuilder builder)
    {
        var collector = builder.Settings.Configuration[OtlpEndpoint] is { Length: > 0 };
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: Version))
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter("Placard*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql")
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter();
                if (collector)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (collector)
        {
            telemetry.WithTracing(traces => traces
                .AddSource("Placard*", "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddProcessor(new RouteOnly())
                .AddOtlpExporter());
        }
    }

    /// <summary>Prometheus' format; experimental, as its exporter is. Answers this machine only unless configured otherwise.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        var everyone = app.Services.GetRequiredService<PlacardOptions>().PublicMetrics;
        app.MapPrometheusScrapingEndpoint("/metrics", meterProvider: null, optionsName: null, configureBranchedPipeline: branch => branch.Use(
            (context, next) => everyone || IsOfThisMachine(context) ? next(context) : ContractError.NotFoundAsync(context)));
    }

    private static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && !ProxyHeaders.Any(header => context.Request.Headers.ContainsKey(header));

    /// <summary>Keeps paths and queries out of traces; what is left is the route's template.</summary>
    internal sealed class RouteOnly : BaseProcessor<Activity>
    {
        private static readonly string[] Telling = ["url.path", "url.query", "url.full", "http.target", "http.url"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Telling)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
