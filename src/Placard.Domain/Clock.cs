namespace Placard.Domain;

public static class Clock
{
    /// <summary>Now, in UTC and cut to milliseconds: what is stored must be exactly what the API shows and cursors carry.</summary>
    public static DateTime Now(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    /// <summary>The contract's form of an instant: <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public static string ToContract(this DateTime instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
