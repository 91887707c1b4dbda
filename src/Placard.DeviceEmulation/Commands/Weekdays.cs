namespace Placard.DeviceEmulation.Commands;

/// <summary>Weekdays are short on commands and long in telemetry; scheduled actions number them from Sunday.</summary>
internal static class Weekdays
{
    private static readonly string[] FromSunday = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

    public static string Long(string shortName) =>
        Array.Find(FromSunday, day => shortName.Length >= 3 && day.StartsWith(shortName[..3], StringComparison.OrdinalIgnoreCase)) ?? shortName.ToUpperInvariant();

    public static string Long(int number) => FromSunday[(number % 7 + 7) % 7];
}
