using System.Text.RegularExpressions;

namespace Placard.Domain.Content;

/// <summary>Versions of applets: semantic versions 2.0.0, with pre-release and build.</summary>
public static partial class SemanticVersion
{
    public const string Reason =
        "must be a semantic version such as 1.2.0, 1.2.0-beta.1 or 1.2.0+build.5, of at most 100 characters, numbers without leading zeros";

    private const int Most = 100;

    public static bool IsValid(string version) => version is { Length: > 0 and <= Most } && Grammar().IsMatch(version);

    [GeneratedRegex(
        @"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
        + @"(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?"
        + @"(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
