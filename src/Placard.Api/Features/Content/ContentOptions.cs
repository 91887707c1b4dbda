namespace Placard.Api.Features.Content;

/// <summary>Limits of what customers upload.</summary>
public sealed class ContentOptions
{
    public const string Section = "Content";

    /// <summary>What all content of an organization may take up, in bytes: its files as uploaded, and what is built of them.</summary>
    public long MostBytesPerOrganization { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>The largest file, in bytes.</summary>
    public long MostFileBytes { get; set; } = 500L * 1024 * 1024;

    /// <summary>Files of one applet version.</summary>
    public int MostFilesPerVersion { get; set; } = 10_000;

    /// <summary>How long a file may be uploaded after the right to do so was given.</summary>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromHours(1);
}
