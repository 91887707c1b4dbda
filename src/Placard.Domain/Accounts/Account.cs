using Placard.Domain.Auditing;

namespace Placard.Domain.Accounts;

/// <summary>A person who logs in.</summary>
[Audited]
public sealed class Account
{
    public required long Id { get; init; }

    public required string Username { get; set; }

    public required string Email { get; set; }

    public string? Firstname { get; set; }

    public string? Lastname { get; set; }

    [Redacted]
    public string? PasswordHash { get; set; }

    /// <summary>May write what belongs to the server itself, such as firmware.</summary>
    public bool ServerAdministrator { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? DisabledAt { get; set; }

    /// <summary>Somebody invited the address and nobody has accepted yet: it has no name of a person and can't log in.</summary>
    public DateTime? InvitedAt { get; set; }

    /// <summary>Somebody has a password for it from now on, be it that it was only invited.</summary>
    public void TakeOver(string passwordHash)
    {
        PasswordHash = passwordHash;
        InvitedAt = null;
    }
}

/// <summary>The secret of a mail by which an invited person takes over the account that was made for the address.</summary>
public sealed class AccountInvitation
{
    public required string Uid { get; init; }

    public required long AccountId { get; init; }

    /// <summary>Into which organization or company. It holds only while the account is a member there; a newer one takes its place.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>Who invited, as the person reads it.</summary>
    public required string InviterName { get; init; }

    /// <summary>SHA-256 of the secret in the link.</summary>
    public required string SecretHash { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }
}

/// <summary>A key pair that acts as its account.</summary>
[Audited]
public sealed class AccountToken
{
    public required string Id { get; init; }

    public required long AccountId { get; init; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, hex. The secret is random, so a slow hash would add nothing.</summary>
    [Redacted]
    public required string SecretHash { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>What an account may do in an organization or company.</summary>
public enum Role
{
    Guest = 0,
    User = 1,
    Manager = 2,
    Owner = 3,
}

/// <summary>An account's role in an organization or in a company.</summary>
[Audited]
public sealed class Membership
{
    public required long AccountId { get; init; }

    /// <summary>Uid of an organization or of a company.</summary>
    public required string OrganizationUid { get; init; }

    public required Role Role { get; set; }

    public required DateTime AssignedAt { get; init; }
}
