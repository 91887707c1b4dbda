using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;
using Placard.Server.Options;

namespace Placard.Server.Administration;

/// <summary>A folder that holds an application as its maker ships it. Reading it refuses whatever could bring in a file from elsewhere.</summary>
internal sealed class CoreAppFolder
{
    /// <summary>The page that devices open.</summary>
    public const string StartPage = "index.html";

    public const long MostFileBytes = 256 * 1024 * 1024;
    private const long MostBytes = 1024 * 1024 * 1024;
    private const int MostFiles = 10_000;
    private const int MostPathLength = 400;
    private const string Argument = "core-app import";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly string _root;

    private CoreAppFolder(string root, IReadOnlyList<string> paths)
    {
        _root = root;
        Paths = paths;
    }

    /// <summary>All files, relative and with slashes, in order.</summary>
    public IReadOnlyList<string> Paths { get; }

    public static CoreAppFolder Read(string path)
    {
        var root = new DirectoryInfo(path);
        if (!root.Exists)
        {
            throw StartException.Option(Argument, $"there is no folder \"{path}\"");
        }

        if (!File.Exists(Path.Combine(root.FullName, StartPage)))
        {
            throw StartException.Option(Argument, $"\"{path}\" has no {StartPage}; name the folder that holds it, which for the emulator is its dist");
        }

        var found = Files(root).ToArray();
        if (found.Length > MostFiles || found.Sum(file => file.Length) > MostBytes)
        {
            throw StartException.Option(Argument, $"\"{path}\" has more than {MostFiles} files or {MostBytes} bytes");
        }

        var paths = found.Select(file => Path.GetRelativePath(root.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/')).ToArray();
        if (paths.FirstOrDefault(IsUnusable) is { } unusable)
        {
            throw StartException.Option(Argument, $"the file name \"{unusable}\" can't be part of an address");
        }

        return new(root.FullName, [.. paths.Order(StringComparer.Ordinal)]);
    }

    public FileStream Open(string path) => File.OpenRead(Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar)));

    /// <summary>What the package.json beside or above says; null when none does.</summary>
    public string? DeclaredVersion()
    {
        string?[] folders = [_root, Path.GetDirectoryName(_root)];
        return folders.OfType<string>().Select(folder => VersionIn(Path.Combine(folder, "package.json"))).FirstOrDefault(version => version is not null);
    }

    /// <summary>By the name's ending; text is UTF-8.</summary>
    public static string ContentType(string path)
    {
        var type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".map" => "application/json",
            ".mjs" => "text/javascript",
            _ => ContentTypes.TryGetContentType(path, out var known) ? known : "application/octet-stream",
        };
        return type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
    }

    // A link could point anywhere, and what it points to would be served to everybody.
    private static IEnumerable<FileInfo> Files(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                throw StartException.Option(Argument, $"\"{entry.FullName}\" is a link; an application consists of files and folders only");
            }

            if (entry is DirectoryInfo inner)
            {
                foreach (var file in Files(inner))
                {
                    yield return file;
                }
            }
            else if (entry is FileInfo file)
            {
                yield return file.Length <= MostFileBytes ? file : throw StartException.Option(Argument, $"\"{file.FullName}\" has more than {MostFileBytes} bytes");
            }
        }
    }

    private static bool IsUnusable(string path) => path.Length > MostPathLength || path.Contains('\\', StringComparison.Ordinal) || path.Any(char.IsControl);

    private static string? VersionIn(string manifest)
    {
        if (!File.Exists(manifest))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String
                ? version.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
