using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain.Accounts;
using Placard.Domain.Auditing;
using Placard.Domain.Devices;

namespace Placard.Api.Tenancy;

public enum CallerKind
{
    /// <summary>No credentials, or an operation that asks for none.</summary>
    Anonymous,

    /// <summary>A key pair of an organization; acts as its manager.</summary>
    OrganizationToken,

    /// <summary>A key pair of an account for one organization; acts there as the account does.</summary>
    OAuthPair,

    /// <summary>An account: its key pair or its session elsewhere.</summary>
    Account,
}

/// <summary>Who sends a request and what it may touch. Cached for some seconds, so immutable.</summary>
public sealed class Caller
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    private readonly Data.Tenancy[] _byRole;

    public Caller(CallerKind kind, string tokenId, long? accountId, IReadOnlyDictionary<string, Role> organizations, IReadOnlyDictionary<string, Role> companies)
    {
        Kind = kind;
        TokenId = tokenId;
        AccountId = accountId;
        Organizations = organizations;
        Companies = companies;
        _byRole = Array.ConvertAll(Roles, role => Data.Tenancy.Of([.. organizations.Where(pair => pair.Value >= role).Select(pair => pair.Key)]));
    }

    public static Caller Anonymous { get; } = new(CallerKind.Anonymous, "", null, new Dictionary<string, Role>(), new Dictionary<string, Role>());

    public CallerKind Kind { get; }

    /// <summary>Id of the key pair; of a session elsewhere a fingerprint.</summary>
    public string TokenId { get; }

    /// <summary>The account, or null for an organization's own token.</summary>
    public long? AccountId { get; }

    /// <summary>Visible organizations and the role in each.</summary>
    public IReadOnlyDictionary<string, Role> Organizations { get; }

    /// <summary>Companies and the role in each.</summary>
    public IReadOnlyDictionary<string, Role> Companies { get; }

    public bool ServerAdministrator { get; init; }

    public Originator Originator => AccountId is { } account
        ? new(OriginatorKind.Account, account.ToString(System.Globalization.CultureInfo.InvariantCulture))
        : new(OriginatorKind.OrganizationToken, TokenId);

    /// <summary>The organizations in which the caller has at least this role.</summary>
    public Data.Tenancy Where(Role least) => _byRole[(int)least];

    public Actor Actor(string? remoteAddress, string? request) => Kind switch
    {
        CallerKind.Anonymous => new(ActorKinds.Anonymous, null, remoteAddress, null, request),
        _ when AccountId is not null => new(ActorKinds.Account, Originator.Id, remoteAddress, TokenId, request),
        _ => new(ActorKinds.OrganizationToken, TokenId, remoteAddress, TokenId, request),
    };
}
