using Placard.Domain.Organizations;

namespace Placard.Domain.Devices;

/// <summary>A file that holds what one device did on one day, in one respect.</summary>
public sealed class DeviceReport : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string DeviceUid { get; init; }

    /// <summary>A day on which the device changed hands has a file for each of its organizations.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>Of a <see cref="Reports.ReportType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Midnight, UTC, at which the day begins.</summary>
    public required DateTime Day { get; init; }

    /// <summary>Content address in the blob store.</summary>
    public required string BlobHash { get; set; }

    public required long Size { get; set; }

    /// <summary>When it was written; anew when something was added that arrived late.</summary>
    public required DateTime CreatedAt { get; set; }
}

/// <summary>A file that must be written or written anew: something happened that belongs into it. Stored together with what happened.</summary>
public sealed class DueReport : IOrganizationOwned
{
    public required string DeviceUid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string Type { get; init; }

    public required DateTime Day { get; init; }

    /// <summary>Grows with everything that is added, so that whoever writes the file sees whether it holds all.</summary>
    public required long Version { get; init; }
}
