namespace Placard.Domain;

/// <summary>How clients and devices reach this server. Known for certain only once it listens, as a port may be chosen then.</summary>
public sealed class PublicAddresses
{
    private (Uri Api, Uri Content)? _addresses;

    /// <summary>Base of REST, configuration and channel; no trailing slash in <see cref="ApiBase"/>.</summary>
    public Uri Api => Known.Api;

    /// <summary>Base of the second origin, for what devices and customers uploaded.</summary>
    public Uri Content => Known.Content;

    public string ApiBase => Api.AbsoluteUri.TrimEnd('/');

    public string ContentBase => Content.AbsoluteUri.TrimEnd('/');

    public bool AreKnown => _addresses is not null;

    private (Uri Api, Uri Content) Known => _addresses ?? throw new InvalidOperationException("The server does not listen yet.");

    public void Set(Uri api, Uri content) => _addresses = (api, content);
}
