using Placard.Domain.Auditing;

namespace Placard.Domain.Organizations;

/// <summary>Rows that belong to one organization and are filtered by the caller's tenancy.</summary>
public interface IOrganizationOwned
{
    string OrganizationUid { get; }
}

/// <summary>Rows that may belong to no organization for a time, and are then visible to none.</summary>
public interface IMaybeOrganizationOwned
{
    string? OrganizationUid { get; }
}

/// <summary>A customer, or, as a company, a group of customers.</summary>
[Audited]
public sealed class Organization
{
    public required string Uid { get; init; }

    /// <summary>24 hex, shown as <c>_id</c> by the contract.</summary>
    public required string LegacyId { get; init; }

    public required string Name { get; set; }

    public required string Title { get; set; }

    public required bool IsCompany { get; init; }

    /// <summary>The company; null for a company.</summary>
    public string? ParentUid { get; init; }

    /// <summary>open, basic, medium or all.</summary>
    public required string SubscriptionType { get; set; }

    /// <summary>Enforced only when an administrator sets it.</summary>
    public int? MaxDevicesCount { get; set; }

    /// <summary>Devices may bring themselves into the organization while they register.</summary>
    public bool AutoVerification { get; set; }

    /// <summary>Until then an unknown device may do so.</summary>
    public DateTime? EnrolmentOpenUntil { get; set; }

    /// <summary>Devices that match a recipe come into the organization by themselves. Off until somebody switches it on, as devices say themselves who they are.</summary>
    public bool BulkProvisioning { get; set; }

    /// <summary>open, medium or enterprise; null for what is no company.</summary>
    public string? BillingPlan { get; set; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A key pair that acts as manager of its organization.</summary>
[Audited]
public sealed class OrganizationToken : IOrganizationOwned
{
    public required string Id { get; init; }

    public required string OrganizationUid { get; init; }

    public required string Name { get; set; }

    [Redacted]
    public required string SecretHash { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>The OAuth pair of one account in one organization: acts with that account's role and dies with the membership.</summary>
[Audited]
public sealed class OAuthPair : IOrganizationOwned
{
    public required string ClientId { get; init; }

    public required long AccountId { get; init; }

    public required string OrganizationUid { get; init; }

    [Redacted]
    public required string SecretHash { get; init; }

    /// <summary>The secret, encrypted: clients read it back.</summary>
    [Redacted]
    public required string ProtectedSecret { get; init; }

    public required DateTime CreatedAt { get; init; }
}
