namespace Placard.Domain.Auditing;

/// <summary>Who changed which object, when, from what to what. Written in the transaction of the change.</summary>
public sealed class AuditRecord
{
    public required string Uid { get; init; }

    public string? OrganizationUid { get; init; }

    /// <summary>One of <see cref="ActorKinds"/>.</summary>
    public required string ActorKind { get; init; }

    public string? ActorId { get; init; }

    /// <summary>Id of the key pair that the caller used; null for the server itself and for devices.</summary>
    public string? TokenId { get; init; }

    /// <summary>The operation of the API, such as UpdateTag; null where none was called.</summary>
    public string? Request { get; init; }

    public string? RemoteAddress { get; init; }

    /// <summary>One of <see cref="AuditOperations"/>.</summary>
    public required string Operation { get; init; }

    public required string ObjectType { get; init; }

    public required string ObjectUid { get; init; }

    /// <summary>Changed fields before, JSON without secrets.</summary>
    public string? Before { get; init; }

    /// <summary>Changed fields after, JSON without secrets.</summary>
    public string? After { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>Who can stand behind a change.</summary>
public static class ActorKinds
{
    public const string Account = "account";

    public const string OrganizationToken = "organizationToken";

    public const string Device = "device";

    /// <summary>The server itself, and the administrator's commands.</summary>
    public const string Server = "server";

    /// <summary>Whoever called what needs no credentials.</summary>
    public const string Anonymous = "anonymous";
}

/// <summary>What was done to an object.</summary>
public static class AuditOperations
{
    public const string Created = "created";

    public const string Updated = "updated";

    public const string Deleted = "deleted";

    /// <summary>A device came into the organization.</summary>
    public const string Provisioned = "provisioned";

    /// <summary>A device left it.</summary>
    public const string Deprovisioned = "deprovisioned";
}

/// <summary>Changes of rows so marked are audited.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuditedAttribute : Attribute;

/// <summary>Values of properties so marked never reach an audit record.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RedactedAttribute : Attribute;
