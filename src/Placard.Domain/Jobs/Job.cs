namespace Placard.Domain.Jobs;

/// <summary>Background work as a leased row: any node may take it, one at a time does.</summary>
public sealed class Job
{
    public required string Uid { get; init; }

    public required string Kind { get; init; }

    /// <summary>At most one open job of a kind and key.</summary>
    public required string Key { get; init; }

    public required string Payload { get; set; }

    /// <summary>While it is leased: the end of the lease, at which another may take it.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>Made anew for every claim, so that a runner that lost its lease can't mistake another's for its own.</summary>
    public string? LeaseOwner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>How often in a row it was begun without coming to an end.</summary>
    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? FinishedAt { get; set; }

    /// <summary>Given up after too many attempts; stays until somebody asks for it again.</summary>
    public DateTime? ParkedAt { get; set; }

    /// <summary>Somebody asked for it while it ran: it must run once more, as it may have looked already.</summary>
    public DateTime? AgainAt { get; set; }
}

/// <summary>A mail waiting to be sent.</summary>
public sealed class OutboxMail
{
    public required string Uid { get; init; }

    public string? OrganizationUid { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    /// <summary>The text, encrypted, as it may hold a secret link. Null once it is sent or given up.</summary>
    public string? ProtectedBody { get; set; }

    public required DateTime DueAt { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? SentAt { get; set; }

    /// <summary>Given up.</summary>
    public DateTime? FailedAt { get; set; }
}
