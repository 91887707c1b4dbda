using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Placard.Domain;
using Placard.Server.Options;

namespace Placard.Server.Listening;

internal static class ListeningServices
{
    /// <summary>How much may wait in a connection until its client takes it. Half of what is usual: thousands of devices may be slow at once, and each holds so much.</summary>
    public const int MostWaitingBytes = 32 * 1024;

    public static void AddListeners(this ServerBuilder builder)
    {
        var listeners = new Listeners(builder.Options);
        builder.Services.AddSingleton(listeners);
        builder.Services.AddSingleton<PublicAddresses>();
        builder.Services.AddSingleton<Addresses>();
        builder.WebHost.UseKestrelHttpsConfiguration();

        // The host knows a setting of this name too, and would warn that it is overruled.
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        builder.WebHost.ConfigureKestrel(listeners.Configure);
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = MostWaitingBytes);
    }

    /// <summary>Believes forwarded headers of the listed proxies only; without any, of nobody.</summary>
    public static void UseListedProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<PlacardOptions>().KnownProxies;
        if (proxies is [])
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }
}
