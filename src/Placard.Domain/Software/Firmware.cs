using Placard.Domain.Auditing;

namespace Placard.Domain.Software;

/// <summary>A version of the firmware of one type of device. It belongs to the server, not to an organization.</summary>
[Audited]
public sealed class Firmware
{
    public required string Uid { get; init; }

    public required string ApplicationType { get; init; }

    /// <summary>Brand and model where the application type has several firmwares; else empty.</summary>
    public string Type { get; init; } = "";

    public required string Version { get; init; }

    /// <summary>All files are here; before that it is not offered.</summary>
    public bool Uploaded { get; set; }

    public long? CreatedByAccountId { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A file of it, announced by its checksum before it is uploaded.</summary>
public sealed class FirmwareFile
{
    public required string FirmwareUid { get; init; }

    /// <summary>MD5 of the content, 32 lower-case hex, as clients announce it.</summary>
    public required string Hash { get; init; }

    /// <summary>Null until it is uploaded.</summary>
    public string? BlobHash { get; set; }

    public long? Size { get; set; }
}
