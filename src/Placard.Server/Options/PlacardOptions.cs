using System.Globalization;
using System.Net;

namespace Placard.Server.Options;

/// <summary>What the operator asked for, checked. Made once at start; a wrong value is a <see cref="StartException"/> with one line for the operator.</summary>
public sealed record PlacardOptions
{
    private const int MostDemoDevices = 1000;
    private const int DefaultRequestBytes = 4 * 1024 * 1024;

    /// <summary>The folder of everything that this server keeps outside of the database, absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Connection of PostgreSQL; null for SQLite in the folder.</summary>
    public string? Database { get; init; }

    public required IReadOnlyList<ListenAddress> Urls { get; init; }

    public required IReadOnlyList<ListenAddress> ContentUrls { get; init; }

    /// <summary>How clients reach the API; null for where it listens.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How clients reach content; null for where it listens.</summary>
    public Uri? ContentUrl { get; init; }

    /// <summary>How many emulated devices to run; 0 removes them, null leaves them alone.</summary>
    public int? Demo { get; init; }

    /// <summary>Proxies whose forwarded headers are believed.</summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    /// <summary>Whether <c>/metrics</c> answers others than this machine.</summary>
    public bool PublicMetrics { get; init; }

    /// <summary>The largest body of a request, in bytes; endpoints that take files set their own.</summary>
    public long MaxRequestBytes { get; init; }

    public string DatabaseFile => Path.Combine(DataDirectory, "placard.db");

    /// <summary>Reads and checks all of it. Touches nothing outside of the configuration.</summary>
    public static PlacardOptions Read(IConfiguration configuration)
    {
        var urls = ListenAddress.ParseList("--urls", configuration["Urls"] ?? "http://localhost:8080");
        var options = new PlacardOptions
        {
            DataDirectory = Folder(configuration["Data"] ?? "./data"),
            Database = Text(configuration, "Database"),
            Urls = urls,
            ContentUrls = Text(configuration, "ContentUrls") is { } content ? ListenAddress.ParseList("--content-urls", content) : [NextTo(urls[0])],
            PublicUrl = PublicAddress(configuration, "PublicUrl", "--public-url"),
            ContentUrl = PublicAddress(configuration, "ContentUrl", "--content-url"),
            Demo = Number(configuration, "Demo", "--demo", 0, MostDemoDevices),
            KnownProxies = Proxies(configuration.GetSection("ForwardedHeaders:KnownProxies")),
            PublicMetrics = Switch(configuration, "Metrics:Public"),
            MaxRequestBytes = Number(configuration, "Limits:RequestBytes", "Limits:RequestBytes", 1024, int.MaxValue) ?? DefaultRequestBytes,
        };

        if (Text(configuration, "Redis") is not null)
        {
            throw StartException.Option("--redis", "several nodes on one bus come with scale-out, which this version does not have yet; leave it out");
        }

        options.CheckTogether();
        return options;
    }

    private void CheckTogether()
    {
        if (Demo is > 0 && Urls.Concat(ContentUrls).FirstOrDefault(url => !url.IsLoopback) is { } open)
        {
            throw StartException.Option("--demo", $"runs on this machine only, but {open} is open to others; use localhost");
        }

        if (PublicUrl is not null && ContentUrl is not null && Uri.Compare(PublicUrl, ContentUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            throw StartException.Option("--content-url", "content needs an origin of its own: another host or port than --public-url");
        }
    }

    private static string? Text(IConfiguration configuration, string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key];

    private static string Folder(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            throw StartException.Option("--data", $"\"{path}\" is no folder");
        }
    }

    private static ListenAddress NextTo(ListenAddress url) => url.Port switch
    {
        0 => url,
        IPEndPoint.MaxPort => throw StartException.Option("--content-urls", "no port follows that of --urls: give one"),
        _ => url with { Port = url.Port + 1 },
    };

    private static Uri? PublicAddress(IConfiguration configuration, string key, string option) => Text(configuration, key) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "" } => uri,
        var text => throw StartException.Option(option, $"\"{text}\" is no address such as https://signage.example.org"),
    };

    private static int? Number(IConfiguration configuration, string key, string option, int least, int most) => Text(configuration, key) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw StartException.Option(option, $"\"{text}\" is no number from {least} to {most}"),
    };

    private static bool Switch(IConfiguration configuration, string key) => Text(configuration, key) switch
    {
        null => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw StartException.Option(key, $"\"{text}\" is neither true nor false"),
    };

    private static IReadOnlyList<IPNetwork> Proxies(IConfigurationSection section)
    {
        var listed = section.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? section.GetChildren().Select(child => child.Value ?? "").ToArray();
        return listed.Select(Proxy).ToArray();
    }

    private static IPNetwork Proxy(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw StartException.Option("ForwardedHeaders:KnownProxies", $"\"{text}\" is no address such as 10.0.0.1 and no network such as 10.0.0.0/8");
}
