namespace Placard.Domain;

/// <summary>Local times of IANA zones as instants. In a gap of daylight saving the first instant after it is meant, in an overlap the first of the two.</summary>
public static class ZonedTime
{
    // No zone is further from UTC, so the instant of a local time lies in this window around it.
    private static readonly TimeSpan MostBehind = TimeSpan.FromHours(13);
    private static readonly TimeSpan MostAhead = TimeSpan.FromHours(15);

    /// <summary>The zone of an IANA name such as <c>Europe/Prague</c>; null when there is none.</summary>
    public static TimeZoneInfo? Find(string name) =>
        IsPlain(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    /// <summary>The first instant at which clocks of the zone show the local time or, where they skip it, a later one.</summary>
    /// <param name="local">Years 1970 to 9998.</param>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var asUtc = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var (earliest, latest) = (asUtc - MostAhead, asUtc + MostBehind);
        var (before, after) = (zone.GetUtcOffset(earliest), zone.GetUtcOffset(latest));

        // The larger offset is the earlier instant.
        foreach (var offset in before > after ? new[] { before, after } : [after, before])
        {
            if (zone.GetUtcOffset(asUtc - offset) == offset)
            {
                return asUtc - offset;
            }
        }

        return EndOfGap(asUtc, zone, earliest, latest);
    }

    /// <summary>What clocks of the zone show.</summary>
    public static DateTime ToLocal(DateTime utc, TimeZoneInfo zone) => DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc), DateTimeKind.Unspecified);

    private static DateTime EndOfGap(DateTime skipped, TimeZoneInfo zone, DateTime earliest, DateTime latest)
    {
        while (latest - earliest > TimeSpan.FromMilliseconds(1))
        {
            var half = TimeSpan.FromMilliseconds(Math.Floor((latest - earliest).TotalMilliseconds / 2));
            if ((earliest + half) + zone.GetUtcOffset(earliest + half) > skipped)
            {
                latest = earliest + half;
            }
            else
            {
                earliest += half;
            }
        }

        // Clocks change at whole seconds.
        return new DateTime(latest.Ticks - (latest.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
    }

    // Names of files and Windows zones that the system would find too are no IANA names.
    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 64
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '-' or '+')
        && char.IsAsciiLetterUpper(name[0])
        && !name.Contains("//", StringComparison.Ordinal)
        && !name.EndsWith('/');
}
