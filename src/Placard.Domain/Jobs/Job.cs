namespace Placard.Domain.Jobs;

/// <summary>Background work as a leased row: any node may take it, one at a time does.</summary>
public sealed class Job
{
    public required string Uid { get; init; }

    public required string Kind { get; init; }

    /// <summary>At most one open job of a kind and key.</summary>
    public required string Key { get; init; }

    public required string Payload { get; set; }

    public required DateTime DueAt { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? FinishedAt { get; set; }
}

/// <summary>A mail waiting to be sent.</summary>
public sealed class OutboxMail
{
    public required string Uid { get; init; }

    public string? OrganizationUid { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    public required DateTime DueAt { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? SentAt { get; set; }
}
