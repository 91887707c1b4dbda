using Placard.Domain.Organizations;

namespace Placard.Domain.Devices;

/// <summary>One telemetry record of the history.</summary>
public sealed class TelemetryRecord : IOrganizationOwned
{
    public long Id { get; init; }

    public required string DeviceUid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string Type { get; init; }

    /// <summary>JSON.</summary>
    public required string Data { get; init; }

    public required DateTime RecordedAt { get; init; }
}

/// <summary>The latest record of each device and type.</summary>
public sealed class TelemetryLatest : IOrganizationOwned
{
    public required string DeviceUid { get; init; }

    public required string Type { get; init; }

    public required string OrganizationUid { get; set; }

    public required string Data { get; set; }

    public required DateTime UpdatedAt { get; set; }
}

/// <summary>What a device reports of its own life, as it says it: system logs, applet events.</summary>
public sealed class DeviceEvent : IOrganizationOwned
{
    public long Id { get; init; }

    public required string DeviceUid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>Action type on the wire, such as System.SystemLog.</summary>
    public required string Type { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    public required DateTime OccurredAt { get; init; }
}

/// <summary>A picture of a device's screen.</summary>
public sealed class Screenshot : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string DeviceUid { get; init; }

    public required string OrganizationUid { get; init; }

    public required DateTime TakenAt { get; init; }

    /// <summary>Content address in the blob store.</summary>
    public required string BlobHash { get; init; }

    public required string ContentType { get; init; }

    /// <summary>64 hex perceptual hash, where the device made one.</summary>
    public string? AverageHash { get; init; }
}

/// <summary>A file that a device uploaded and has not referred to yet.</summary>
public sealed class DeviceUpload
{
    public required string Uid { get; init; }

    public required string DeviceUid { get; init; }

    public required string BlobHash { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public required DateTime CreatedAt { get; init; }
}
