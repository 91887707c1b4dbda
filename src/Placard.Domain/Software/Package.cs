using Placard.Domain.Auditing;
using Placard.Domain.Organizations;

namespace Placard.Domain.Software;

/// <summary>A native application that can be installed on devices. One that a company owns is shared by all its organizations.</summary>
[Audited]
public sealed class Package : IOrganizationOwned
{
    public required string Uid { get; init; }

    /// <summary>The owner, an organization or a company.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>Unique for its owner.</summary>
    public required string PackageName { get; init; }

    public required string Label { get; set; }

    public string? Description { get; set; }

    public long? CreatedByAccountId { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>One file of a package for one type of device. Only what is published may be installed.</summary>
[Audited]
public sealed class PackageVersion : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string PackageUid { get; init; }

    /// <summary>The owner of the package.</summary>
    public required string OrganizationUid { get; init; }

    public required string ApplicationType { get; init; }

    public required string Version { get; init; }

    /// <summary>Architecture or the platform's own version code; null when there is only one.</summary>
    public string? Build { get; init; }

    /// <summary>Identifies the file on devices; made of name, version, build and content.</summary>
    public required string BuildHash { get; init; }

    /// <summary>Null as long as it is not published.</summary>
    public DateTime? PublishedSince { get; set; }

    public string? Note { get; set; }

    /// <summary>JSON object.</summary>
    public string Specs { get; init; } = "{}";

    public required string BlobHash { get; init; }

    public required long Size { get; init; }

    /// <summary>Null when there is none.</summary>
    public string? IconBlobHash { get; init; }

    public required DateTime CreatedAt { get; init; }
}
