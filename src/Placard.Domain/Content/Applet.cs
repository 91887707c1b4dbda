using Placard.Domain.Auditing;
using Placard.Domain.Organizations;

namespace Placard.Domain.Content;

/// <summary>A web application that devices show. Its code lives in versions.</summary>
[Audited]
public sealed class Applet : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    /// <summary>Not unique.</summary>
    public required string Name { get; set; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>
/// A version of an applet: files with an entry file, or a single HTML text. Devices never see it, only its last build.
/// Once published or deprecated nothing of it changes.
/// </summary>
[Audited]
public sealed class AppletVersion : IOrganizationOwned
{
    public required string AppletUid { get; init; }

    /// <summary>Semantic version.</summary>
    public required string Version { get; init; }

    /// <summary>The owner of the applet.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>Path of the page to start with; null for a single HTML text.</summary>
    public string? EntryFile { get; set; }

    /// <summary>The single HTML text; null for an applet of files.</summary>
    public string? BinaryBlobHash { get; set; }

    /// <summary>Bytes of the single HTML text; 0 for an applet of files.</summary>
    public long BinarySize { get; set; }

    /// <summary>Version of the library that a single HTML text wants.</summary>
    public string? FrontAppletVersion { get; set; }

    /// <summary>The build that devices get, by <see cref="AppletBuild.Postfix"/>; null before the first.</summary>
    public string? BuildPostfix { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? UpdatedAt { get; set; }

    public DateTime? BuiltSince { get; set; }

    public DateTime? PublishedSince { get; set; }

    public DateTime? DeprecatedSince { get; set; }
}

/// <summary>One file of a version. It is there once its upload is complete.</summary>
public sealed class AppletFile : IOrganizationOwned
{
    public required string AppletUid { get; init; }

    public required string Version { get; init; }

    /// <summary>Below the root of the applet, with slashes, without a leading one.</summary>
    public required string Path { get; init; }

    /// <summary>The owner of the applet.</summary>
    public required string OrganizationUid { get; init; }

    public required string BlobHash { get; set; }

    /// <summary>MD5 of the content, base64, as clients compare it.</summary>
    public required string Md5 { get; set; }

    public required string ContentType { get; set; }

    /// <summary>Bytes.</summary>
    public required long Size { get; set; }

    public required DateTime UpdatedAt { get; set; }
}

/// <summary>
/// What devices download of a version, never changed once made: a device that still loads an older build of a version gets all of it.
/// </summary>
public sealed class AppletBuild : IOrganizationOwned
{
    public required string AppletUid { get; init; }

    public required string Version { get; init; }

    /// <summary>32 hex of the hash of all that went into it; part of the address under which devices find it, so unguessable.</summary>
    public required string Postfix { get; init; }

    /// <summary>The owner of the applet.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>A zip package, else one HTML page.</summary>
    public required bool IsPackage { get; init; }

    /// <summary>The package or the page.</summary>
    public required string BlobHash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Version of the library that the page loads; null for a package.</summary>
    public string? FrontAppletVersion { get; init; }

    public required DateTime BuiltAt { get; init; }

    /// <summary>Since when the version has a newer build; null for the last one.</summary>
    public DateTime? ReplacedAt { get; set; }
}

/// <summary>The script of a test of a version.</summary>
[Audited]
public sealed class AppletTest : IOrganizationOwned
{
    public required string AppletUid { get; init; }

    public required string Version { get; init; }

    /// <summary>Chosen by the customer, usually a relative path.</summary>
    public required string Identifier { get; init; }

    /// <summary>The owner of the applet.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>The text of the script.</summary>
    [Redacted]
    public required string Binary { get; set; }

    /// <summary>Bytes of the script.</summary>
    public int Size { get; set; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A version of the library by which applets talk to devices, imported by an administrator.</summary>
public sealed class FrontAppletLibrary
{
    /// <summary>Semantic version.</summary>
    public required string Version { get; init; }

    public required string BlobHash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required DateTime ImportedAt { get; init; }
}
