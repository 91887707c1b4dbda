using Placard.Domain.Organizations;

namespace Placard.Domain.Content;

/// <summary>A file that somebody was allowed to upload and has not uploaded yet. It goes with its use, and with time.</summary>
public sealed class ContentUpload : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>What becomes of the file: the name of an upload target, such as applet-file.</summary>
    public required string Target { get; init; }

    /// <summary>Uid of the thing that the file is for: its pending uploads go with it.</summary>
    public required string Subject { get; init; }

    /// <summary>What the target must know: JSON.</summary>
    public required string Details { get; init; }

    /// <summary>MD5 that the content must have, base64.</summary>
    public required string Md5 { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long MostBytes { get; init; }

    public required DateTime ExpiresAt { get; init; }
}

/// <summary>What the content of an organization takes up: its files as uploaded, and their builds.</summary>
public sealed class ContentUsage : IOrganizationOwned
{
    public required string OrganizationUid { get; init; }

    public required long Bytes { get; set; }
}
