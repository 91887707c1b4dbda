using Microsoft.AspNetCore.HttpOverrides;
using Placard.Domain;
using Placard.Server.Options;

namespace Placard.Server.Listening;

internal static class ListeningServices
{
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
