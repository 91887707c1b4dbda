using Placard.Domain.Auditing;
using Placard.Domain.Organizations;

namespace Placard.Domain.Vpn;

/// <summary>The certificate authority of an organization's private network, and what its server needs. Made with the first client.</summary>
[Audited]
public sealed class VpnAuthority : IOrganizationOwned
{
    public required string OrganizationUid { get; init; }

    /// <summary>PEM.</summary>
    public required string Certificate { get; init; }

    [Redacted]
    public required string ProtectedKey { get; init; }

    /// <summary>PEM of the server's certificate.</summary>
    public required string ServerCertificate { get; init; }

    [Redacted]
    public required string ProtectedServerKey { get; init; }

    /// <summary>Shared by the server and all clients: hides the handshake from whoever is neither.</summary>
    [Redacted]
    public required string ProtectedTlsCryptKey { get; init; }

    /// <summary>Grows with every revocation list.</summary>
    public long RevocationListNumber { get; set; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A client's certificate in an organization's private network.</summary>
[Audited]
public sealed class VpnClient : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>The device that it was made for; null for one that a person made.</summary>
    public string? DeviceUid { get; init; }

    /// <summary>Hex.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>PEM.</summary>
    public required string Certificate { get; init; }

    [Redacted]
    public required string ProtectedKey { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>It stays on the revocation list until it would have expired.</summary>
    public DateTime? RevokedAt { get; set; }
}
