using System.Collections.Concurrent;

namespace Placard.Api.Tenancy;

/// <summary>
/// Limits failed attempts under a key. An attempt counts from its beginning, so that many at once can't slip through, and is taken back when it succeeds.
/// </summary>
internal sealed class FailureLimit(TimeProvider time, int most, TimeSpan window)
{
    private const int ManyKeys = 10_000;

    private readonly ConcurrentDictionary<string, Attempts> _attempts = new(StringComparer.Ordinal);

    /// <summary>False when there were too many failures lately.</summary>
    public bool TryBegin(string key)
    {
        if (_attempts.Count >= ManyKeys)
        {
            DropOld();
        }

        var attempts = _attempts.GetOrAdd(key, _ => new(time.GetTimestamp()));
        lock (attempts)
        {
            if (time.GetElapsedTime(attempts.Since) >= window)
            {
                attempts.Since = time.GetTimestamp();
                attempts.Count = 0;
            }

            return ++attempts.Count <= most;
        }
    }

    public void Forgive(string key)
    {
        if (_attempts.TryGetValue(key, out var attempts))
        {
            lock (attempts)
            {
                attempts.Count = Math.Max(0, attempts.Count - 1);
            }
        }
    }

    private void DropOld()
    {
        foreach (var (key, attempts) in _attempts)
        {
            if (time.GetElapsedTime(attempts.Since) >= window)
            {
                _attempts.TryRemove(key, out _);
            }
        }
    }

    private sealed class Attempts(long since)
    {
        public long Since { get; set; } = since;

        public int Count { get; set; }
    }
}
