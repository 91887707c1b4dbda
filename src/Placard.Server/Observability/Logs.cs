using Microsoft.Extensions.Logging.Console;
using Placard.Server.Options;

namespace Placard.Server.Observability;

internal static class Logs
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>People read lines, everything else reads JSON.</summary>
    public static void AddLogs(this ServerBuilder builder)
    {
        var phase = new StartPhase();
        builder.Services.AddSingleton(phase);
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Settings.Configuration.GetSection("Logging"));

        // What keeps the server from starting is said once, in a line of its own, when the start is given up.
        builder.Logging.AddFilter(HostCategory, level => level >= LogLevel.Warning && (phase.IsOver || level != LogLevel.Error));
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // Without a master key the ring lies unencrypted in a folder that only its owner may read: that is known.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        if (Console.IsOutputRedirected)
        {
            builder.Logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(lines =>
            {
                lines.SingleLine = true;
                lines.TimestampFormat = "HH:mm:ss ";
                lines.ColorBehavior = LoggerColorBehavior.Default;
            });
        }
    }
}

/// <summary>Whether the server has finished starting.</summary>
internal sealed class StartPhase
{
    public bool IsOver { get; set; }
}
