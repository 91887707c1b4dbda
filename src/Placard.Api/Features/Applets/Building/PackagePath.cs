namespace Placard.Api.Features.Applets.Building;

/// <summary>Names of files in a package. A device unpacks them below a folder of its own; none may lead out of it.</summary>
public static class PackagePath
{
    private const int MostLength = 1024;

    /// <summary>Relative, with slashes, of plain names only.</summary>
    public static bool IsSafe(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length is > 0 and <= MostLength
            && !path.Any(character => char.IsControl(character) || character == '\\')
            && !IsDrive(path)
            && path.Split('/').All(name => name is not ("" or "." or ".."));
    }

    /// <summary>The folders that the file is in.</summary>
    public static IEnumerable<string> Folders(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    private static bool IsDrive(string path) => path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]);
}
