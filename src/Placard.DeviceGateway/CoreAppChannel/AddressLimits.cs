using System.Collections.Concurrent;
using Placard.Domain;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Counts events for each key in windows of a minute. Old windows are dropped as new ones begin.</summary>
public sealed class MinuteLimit(int most, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _window;

    /// <summary>Counts one event; false when there were too many in this minute.</summary>
    public bool TryCount(string? key)
    {
        Turn();
        return _counts.AddOrUpdate(key ?? "", 1, (_, count) => count + 1) <= most;
    }

    /// <summary>Whether the next event would be too many, without counting one.</summary>
    public bool IsExhausted(string? key)
    {
        Turn();
        return _counts.TryGetValue(key ?? "", out var count) && count >= most;
    }

    private void Turn()
    {
        var window = time.Now().Ticks / TimeSpan.TicksPerMinute;
        if (Interlocked.Exchange(ref _window, window) != window)
        {
            _counts.Clear();
        }
    }
}
