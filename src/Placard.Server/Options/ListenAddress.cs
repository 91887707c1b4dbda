using System.Globalization;
using System.Net;

namespace Placard.Server.Options;

/// <summary>Where to listen: what <c>--urls</c> and <c>--content-urls</c> hold.</summary>
/// <param name="Scheme">http or https.</param>
/// <param name="Host">localhost, an IP address, or <c>*</c> for every address of the machine.</param>
/// <param name="Port">0 lets the system choose.</param>
public sealed record ListenAddress(string Scheme, string Host, int Port)
{
    private const string Everywhere = "*";

    /// <summary>Null when the system's loopback names or every address are meant.</summary>
    public IPAddress? Ip => IPAddress.TryParse(Host, out var ip) ? ip : null;

    public bool IsEverywhere => Host == Everywhere || Equals(Ip, IPAddress.Any) || Equals(Ip, IPAddress.IPv6Any);

    public bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    public bool IsLoopback => IsLocalhost || (Ip is { } ip && IPAddress.IsLoopback(ip));

    /// <summary>Reads a list of addresses, separated by semicolons.</summary>
    public static IReadOnlyList<ListenAddress> ParseList(string option, string text)
    {
        var addresses = text
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(one => Parse(option, one))
            .ToArray();
        return addresses is [] ? throw Wrong(option, text) : addresses;
    }

    /// <summary>The address as a client on this machine would write it, with the port that was chosen.</summary>
    public Uri ToUri(int port) =>
        new UriBuilder(Scheme, IsEverywhere ? "localhost" : Host, port).Uri;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}");

    private static ListenAddress Parse(string option, string text)
    {
        // Uri knows no "*" and no "+" as hosts, which everyone writes for "every address".
        var readable = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/" || uri.Query != "")
        {
            throw Wrong(option, text);
        }

        var host = readable == text ? uri.IdnHost : Everywhere;
        var address = new ListenAddress(uri.Scheme, host, uri.Port);
        return address.IsLocalhost || address.IsEverywhere || address.Ip is not null
            ? address
            : throw StartException.Option(option, $"\"{host}\" is no address of this machine; use localhost, an IP address or *. The name that clients use goes into --public-url.");
    }

    private static StartException Wrong(string option, string text) =>
        StartException.Option(option, $"\"{text}\" is no address such as http://localhost:8080 or http://*:8080");
}
