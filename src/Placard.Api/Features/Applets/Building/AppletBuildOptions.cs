namespace Placard.Api.Features.Applets.Building;

/// <summary>Limits of what devices download. Configuration section <c>AppletBuilds</c>.</summary>
public sealed class AppletBuildOptions
{
    public const string Section = "AppletBuilds";

    /// <summary>How many files a version may have.</summary>
    public int MostFiles { get; init; } = 10_000;

    /// <summary>How many bytes its files may have together. Unpackers of devices know no more than 4 GiB.</summary>
    public long MostBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>How many builds run at once on this server. The others wait.</summary>
    public int Concurrency { get; init; } = 2;
}
