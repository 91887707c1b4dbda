namespace Placard.Data;

/// <summary>The organizations whose rows a caller may see.</summary>
public sealed record Tenancy(IReadOnlyList<string> OrganizationUids)
{
    public static Tenancy None { get; } = new([]);

    public static Tenancy Of(params IReadOnlyList<string> organizationUids) => new(organizationUids);
}

/// <summary>Who stands behind a change.</summary>
/// <param name="Kind">account, organizationToken, device or server.</param>
/// <param name="Id">Id of the account or of the token.</param>
/// <param name="RemoteAddress">Where the request came from.</param>
public sealed record Actor(string Kind, string? Id, string? RemoteAddress)
{
    public static Actor Server { get; } = new("server", null, null);
}
