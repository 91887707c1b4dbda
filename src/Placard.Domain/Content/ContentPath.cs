namespace Placard.Domain.Content;

/// <summary>
/// Names of uploaded files: relative, with slashes, and such that no file system, archive or address reads them as anything else.
/// Names that differ in case only are two files.
/// </summary>
public static class ContentPath
{
    private const int Most = 512;
    private const int MostOfSegment = 255;

    /// <summary>Reads a name as clients send it.</summary>
    /// <param name="text">Perhaps with a leading slash, which says nothing.</param>
    /// <param name="path">The name.</param>
    /// <returns>Why it is none; null if it is one.</returns>
    public static string? Read(string? text, out string path)
    {
        path = text is ['/', .. var rest] ? rest : text ?? "";
        if (path.Length is 0 or > Most)
        {
            return $"must have 1 to {Most} characters";
        }

        if (path.Any(char.IsControl))
        {
            return "must not contain control characters";
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return "must not contain backslashes";
        }

        // In an address it stands for a slash.
        if (path.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return "must not contain %2F";
        }

        if (path is [var drive, ':', ..] && char.IsAsciiLetter(drive))
        {
            return "must not begin with a drive";
        }

        return path.Split('/').Select(Segment).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Whether it is such a name as it stands.</summary>
    public static bool IsSafe(string path) => Read(path, out var read) is null && read == path;

    /// <summary>The folders that the file is in.</summary>
    public static IEnumerable<string> Folders(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    private static string? Segment(string segment) => segment switch
    {
        "" => "must not contain empty parts",
        "." or ".." => "must not contain the parts . and ..",
        { Length: > MostOfSegment } => $"must have at most {MostOfSegment} characters between two slashes",
        _ when segment.Equals("node_modules", StringComparison.OrdinalIgnoreCase) => "must not lie in node_modules",
        _ => null,
    };
}
