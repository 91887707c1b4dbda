using System.Globalization;

namespace Placard.DeviceEmulation;

internal static class DeviceTime
{
    /// <summary>UTC with exactly three digits, as dates are written on the wire.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
