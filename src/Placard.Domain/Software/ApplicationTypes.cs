namespace Placard.Domain.Software;

/// <summary>The types of device that an application exists for. <c>default</c> is the emulator.</summary>
public static class ApplicationTypes
{
    public static IReadOnlyList<string> All { get; } =
        ["sssp", "tizen", "webos", "android", "chrome", "brightsign", "linux", "windows", "default", "chromeos"];

    /// <summary>For whoever named another one.</summary>
    public static string Reason { get; } = $"must be one of {string.Join(", ", All)}";

    public static bool IsKnown(string type) => All.Contains(type, StringComparer.Ordinal);
}
