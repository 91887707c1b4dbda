using Placard.Domain.Auditing;

namespace Placard.Domain.Organizations;

/// <summary>A label of an organization, put on devices and locations.</summary>
[Audited]
public sealed class OrganizationTag : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string Name { get; set; }

    public string? Color { get; set; }

    public string? ParentTagUid { get; set; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A tag on a device.</summary>
[Audited]
public sealed class DeviceTag : IOrganizationOwned
{
    public required string DeviceUid { get; init; }

    public required string TagUid { get; init; }

    public required string OrganizationUid { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A place where devices stand.</summary>
[Audited]
public sealed class Location : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string Name { get; set; }

    public string? CustomId { get; set; }

    public string? Description { get; set; }

    public string? Address { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Null as long as nobody changed it.</summary>
    public DateTime? UpdatedAt { get; set; }
}

/// <summary>A tag on a location.</summary>
[Audited]
public sealed class LocationTag : IOrganizationOwned
{
    public required string LocationUid { get; init; }

    public required string TagUid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>Sorts by assignment.</summary>
    public required string Uid { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A picture of a location.</summary>
[Audited]
public sealed class LocationAttachment : IOrganizationOwned
{
    /// <summary>Random: the picture is served to whoever knows its address.</summary>
    public required string Uid { get; init; }

    public required string LocationUid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string BlobHash { get; init; }

    /// <summary>As found in the content.</summary>
    public required string ContentType { get; init; }

    public required long Size { get; init; }

    public required DateTime CreatedAt { get; init; }
}
