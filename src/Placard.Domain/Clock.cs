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

    /// <summary>Does the work again and again until it shall stop, which is no error, whatever the work then fails with.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="interval">From one round to the next.</param>
    /// <param name="work">One round.</param>
    /// <param name="failed">Told of a round that failed; the next one follows all the same.</param>
    /// <param name="stopping">When to stop.</param>
    /// <param name="atOnce">The first round does not wait for the interval.</param>
    public static async Task EveryAsync(
        this TimeProvider time, TimeSpan interval, Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stopping, bool atOnce = false)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (atOnce || await timer.WaitForNextTickAsync(stopping))
            {
                atOnce = false;
                try
                {
                    await work(stopping);
                }
                catch (Exception exception) when (!stopping.IsCancellationRequested)
                {
                    failed(exception);
                }
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
        }
    }
}
