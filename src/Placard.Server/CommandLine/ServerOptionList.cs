using System.CommandLine;

namespace Placard.Server.CommandLine;

/// <summary>The options and the settings that they stand for. All take text: one place, PlacardOptions, checks values wherever they came from.</summary>
internal static class ServerOptionList
{
    private static readonly Dictionary<Option<string?>, string> Settings = new()
    {
        [Make("--data", "DIR", "Folder for everything kept outside of the database (default: ./data)")] = "Data",
        [Make("--database", "CONNECTION", "Connection string of PostgreSQL 15 or newer (default: SQLite in DIR/placard.db)")] = "Database",
        [Make("--urls", "URL", "Where to listen (default: http://localhost:8080)")] = "Urls",
        [Make("--content-urls", "URL", "Where to listen for content, an origin of its own (default: the next port)")] = "ContentUrls",
        [Make("--public-url", "URL", "How clients and devices reach the server (default: the first of --urls)")] = "PublicUrl",
        [Make("--content-url", "URL", "How they reach content (default: where it listens)")] = "ContentUrl",
        [Make("--demo", "N", "Run N emulated devices, paired and reporting; 0 removes them")] = "Demo",
        [Make("--redis", "CONNECTION", "Bus between several nodes (comes with scale-out)")] = "Redis",
    };

    /// <summary>What commands for the administrator need too: which database.</summary>
    public static IEnumerable<Option> Everywhere => Settings.Where(pair => pair.Value is "Data" or "Database").Select(pair => pair.Key);

    public static IEnumerable<Option> ServerOnly => Settings.Where(pair => pair.Value is not ("Data" or "Database")).Select(pair => pair.Key).Append(Host);

    /// <summary>Given by the OpenAPI generator of the build, and of no meaning here.</summary>
    private static Option<string?> Host { get; } = new("--applicationName") { Hidden = true };

    public static IEnumerable<KeyValuePair<string, string?>> Read(ParseResult parsed) =>
        Settings.Select(pair => KeyValuePair.Create(pair.Value, parsed.GetValue(pair.Key)));

    private static Option<string?> Make(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Recursive = name is "--data" or "--database" };
}
