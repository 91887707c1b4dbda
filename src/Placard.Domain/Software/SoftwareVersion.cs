namespace Placard.Domain.Software;

/// <summary>A version that becomes part of an address, and so may hold nothing that an address reads otherwise.</summary>
public static class SoftwareVersion
{
    public const string Reason = "must be a version such as 2.8.0: 1 to 64 letters, digits, dots, hyphens, underscores or plus signs, the first a letter or digit";

    private const int Most = 64;

    public static bool IsAcceptable(string version) =>
        version.Length is >= 1 and <= Most && char.IsAsciiLetterOrDigit(version[0])
        && version.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '+');
}
