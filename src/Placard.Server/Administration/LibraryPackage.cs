using System.Text.Json;
using Placard.Domain.Software;
using Placard.Server.Options;

namespace Placard.Server.Administration;

/// <summary>The npm package of the library: its version, and the one file of it that is needed.</summary>
/// <param name="Version">As its manifest says.</param>
/// <param name="Bundle">The script.</param>
internal sealed record LibraryPackage(string Version, byte[] Bundle)
{
    public const int MostBundleBytes = 32 * 1024 * 1024;

    private const string Name = "@signageos/front-applet";
    private const string Manifest = "package.json";
    private const string UsualBundle = "dist/bundle.js";
    private const int MostManifestBytes = 1024 * 1024;
    private const string Argument = "library import";

    public static async Task<LibraryPackage> ReadAsync(string path, CancellationToken cancellation)
    {
        Func<string, int, Task<byte[]?>> read =
            Directory.Exists(path) ? (name, most) => LibraryFolder.ReadAsync(path, name, most, cancellation)
            : File.Exists(path) ? (name, most) => LibraryArchive.ReadAsync(path, name, most, cancellation)
            : throw Wrong($"there is no folder and no file \"{path}\"");
        var manifest = await read(Manifest, MostManifestBytes) ?? throw Wrong($"\"{path}\" has no {Manifest}; name the folder of the npm package or its .tgz");
        var (version, bundle) = Read(manifest);
        var script = await read(bundle, MostBundleBytes) ?? throw Wrong($"\"{path}\" has no {bundle}");
        return script.Length > 0 ? new(version, script) : throw Wrong($"{bundle} is empty");
    }

    public static StartException Wrong(string problem) => StartException.Option(Argument, problem);

    // What the package says of itself names a file that is read: only one inside of it.
    private static (string Version, string Bundle) Read(byte[] manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(manifest);
            if (json.RootElement.ValueKind != JsonValueKind.Object || Text(json.RootElement, "name") != Name)
            {
                throw Wrong($"this is not the package {Name}");
            }

            if (Text(json.RootElement, "version") is not { } version || !SoftwareVersion.IsAcceptable(version))
            {
                throw Wrong($"the version in its {Manifest} {SoftwareVersion.Reason}");
            }

            var bundle = Text(json.RootElement, "main") ?? UsualBundle;
            bundle = bundle.StartsWith("./", StringComparison.Ordinal) ? bundle[2..] : bundle;
            return IsInside(bundle) ? (version, bundle) : throw Wrong($"the main file \"{bundle}\" is not inside of the package");
        }
        catch (JsonException)
        {
            throw Wrong($"its {Manifest} is not JSON");
        }
    }

    public static bool IsInside(string path) =>
        path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) && path.Split('/').All(name => name is not ("" or "." or ".."));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
