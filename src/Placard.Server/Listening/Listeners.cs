using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Placard.Domain;
using Placard.Server.Options;

namespace Placard.Server.Listening;

/// <summary>The two origins of the server: the API with the device channel, and content.</summary>
internal sealed class Listeners(PlacardOptions options)
{
    // A list of many device uids is a long query.
    private const int MaxRequestLineBytes = 64 * 1024;

    private readonly List<(ListenAddress Wanted, ListenOptions Bound)> _api = [];
    private readonly List<(ListenAddress Wanted, ListenOptions Bound)> _content = [];

    /// <summary>Where the API is reached from this machine, once it listens.</summary>
    public Uri LocalApi => Public(null, options.Urls[0], _api) ?? throw new InvalidOperationException("The server does not listen yet.");

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;

        // A screen behind a mobile link, or a busy developer's machine, may be silent for longer than the usual 5 seconds in the middle of an upload.
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(60));
        foreach (var url in options.Urls)
        {
            Listen(kestrel, url, listen => _api.Add((url, listen)));
        }

        foreach (var url in options.ContentUrls)
        {
            Listen(kestrel, url, listen =>
            {
                _content.Add((url, listen));
                listen.Use(next => connection =>
                {
                    connection.Features.Set(ContentConnection.Instance);
                    return next(connection);
                });
            });
        }
    }

    /// <summary>Tells the rest of the server how it is reached. Before listening this works only if no port is left to the system.</summary>
    /// <returns>Whether the addresses are known.</returns>
    public bool Publish(PublicAddresses addresses)
    {
        if (Public(options.PublicUrl, options.Urls[0], _api) is not { } api || Public(options.ContentUrl, options.ContentUrls[0], _content) is not { } content)
        {
            return false;
        }

        if (options.ContentUrl is null && options.PublicUrl is not null && options.ContentUrls[0].IsEverywhere)
        {
            content = new UriBuilder(content) { Host = options.PublicUrl.Host }.Uri;
        }

        addresses.Set(api, content);
        return true;
    }

    /// <summary>Words a refusal to listen for the operator.</summary>
    public StartException Refusal(IOException exception)
    {
        var taken = exception.GetBaseException() is AddressInUseException || exception.InnerException is AddressInUseException;
        var content = options.ContentUrls.FirstOrDefault(url => Names(exception.Message, url));
        var api = options.Urls.FirstOrDefault(url => Names(exception.Message, url));

        // Kestrel listens in order, so an address that is in both lists fails as the second.
        var (option, address) = content is not null && (api is null || _api.All(listener => listener.Bound.IPEndPoint?.Port is > 0) && content == api)
            ? ("--content-urls", content)
            : api is not null ? ("--urls", api) : ("--urls", content);
        return taken && address is not null
            ? StartException.Environment($"{option}: {address} is taken by another program; choose another port", exception)
            : StartException.Environment($"cannot listen: {exception.Message}", exception);
    }

    private static bool Names(string message, ListenAddress url) =>
        message.Contains($":{url.Port}:", StringComparison.Ordinal) || message.Contains($":{url.Port} ", StringComparison.Ordinal) || message.EndsWith($":{url.Port}.", StringComparison.Ordinal);

    private static Uri? Public(Uri? configured, ListenAddress wanted, List<(ListenAddress Wanted, ListenOptions Bound)> listeners)
    {
        var port = wanted.Port != 0 ? wanted.Port : listeners is [var first, ..] ? first.Bound.IPEndPoint?.Port ?? 0 : 0;
        return configured ?? (port == 0 ? null : wanted.ToUri(port));
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress url, Action<ListenOptions> remember)
    {
        void Configure(ListenOptions listen)
        {
            if (url.Scheme == "https")
            {
                listen.UseHttps();
            }

            remember(listen);
        }

        if (url.IsEverywhere)
        {
            kestrel.ListenAnyIP(url.Port, Configure);
        }
        else if (url.IsLocalhost && url.Port != 0)
        {
            kestrel.ListenLocalhost(url.Port, Configure);
        }
        else
        {
            // A port that the system chooses would differ between the two addresses of "localhost".
            kestrel.Listen(url.Ip ?? IPAddress.Loopback, url.Port, Configure);
        }
    }
}

/// <summary>Marks connections that came in by the listener for content.</summary>
internal sealed class ContentConnection
{
    public static ContentConnection Instance { get; } = new();
}
