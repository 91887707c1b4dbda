namespace Placard.Domain.Content;

/// <summary>What the rule looks at of a timing.</summary>
public readonly record struct TimingSpan(string Uid, bool Enabled, DateTime StartsAt, DateTime EndsAt, double Position, DateTime CreatedAt)
{
    public static TimingSpan Of(Timing timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        return new(timing.Uid, timing.Enabled, timing.StartsAt, timing.EndsAt, timing.Position, timing.CreatedAt);
    }
}

/// <summary>
/// The rule that says which timings of a device are in force. Of those that have begun, the ones that have not ended; if all have ended,
/// the ones that began last stay. So an end takes content off the screen only when there is something else to show.
/// An end before the beginning is over at once, like one that equals it.
/// </summary>
public static class ContentInForce
{
    /// <summary>What is in force at that time, in the order in which it is shown.</summary>
    public static IReadOnlyList<TimingSpan> At(IReadOnlyCollection<TimingSpan> timings, DateTime now)
    {
        var begun = timings.Where(timing => timing.Enabled && timing.StartsAt <= now).ToList();
        var running = begun.FindAll(timing => now < timing.EndsAt);
        if (running.Count == 0 && begun.Count > 0)
        {
            var last = begun.Max(timing => timing.StartsAt);
            running = begun.FindAll(timing => timing.StartsAt == last);
        }

        return
        [
            .. running
                .OrderBy(timing => timing.Position)
                .ThenBy(timing => timing.CreatedAt)
                .ThenBy(timing => timing.Uid, StringComparer.Ordinal),
        ];
    }

    /// <summary>The next instant at which time alone may change what is in force; null: never.</summary>
    public static DateTime? NextEdge(IReadOnlyCollection<TimingSpan> timings, DateTime now)
    {
        DateTime? next = null;
        foreach (var timing in timings.Where(timing => timing.Enabled))
        {
            var edge = timing.StartsAt > now ? timing.StartsAt : timing.EndsAt;
            if (edge > now && (next is null || edge < next))
            {
                next = edge;
            }
        }

        return next;
    }
}
