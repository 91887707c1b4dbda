using Placard.Domain.Auditing;

namespace Placard.Data;

/// <summary>The organizations whose rows a caller may see.</summary>
public sealed record Tenancy(IReadOnlyList<string> OrganizationUids)
{
    public static Tenancy None { get; } = new([]);

    public static Tenancy Of(params IReadOnlyList<string> organizationUids) => new(organizationUids);
}

/// <summary>Who stands behind a change.</summary>
/// <param name="Kind">One of <see cref="ActorKinds"/>.</param>
/// <param name="Id">Id of the account or of the token.</param>
/// <param name="RemoteAddress">Where the request came from.</param>
/// <param name="TokenId">Id of the key pair that was used.</param>
/// <param name="Request">The operation of the API.</param>
public sealed record Actor(string Kind, string? Id, string? RemoteAddress, string? TokenId = null, string? Request = null)
{
    public static Actor Server { get; } = new(ActorKinds.Server, null, null);
}
