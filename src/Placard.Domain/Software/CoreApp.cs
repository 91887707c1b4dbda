namespace Placard.Domain.Software;

/// <summary>A version of the application of one type of device, held by this server: its devices load it from the content origin.</summary>
public sealed class CoreApp
{
    /// <summary>One of <see cref="ApplicationTypes.All"/>.</summary>
    public required string ApplicationType { get; init; }

    public required string Version { get; init; }

    public required int FileCount { get; init; }

    /// <summary>Bytes of all files.</summary>
    public required long Size { get; init; }

    public required DateTime ImportedAt { get; init; }
}

/// <summary>One file of it.</summary>
public sealed class CoreAppFile
{
    public required string ApplicationType { get; init; }

    public required string Version { get; init; }

    /// <summary>Below the version's folder, with slashes.</summary>
    public required string Path { get; init; }

    public required string BlobHash { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }
}
