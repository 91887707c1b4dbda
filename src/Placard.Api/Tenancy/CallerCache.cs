using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Placard.Api.Tenancy;

/// <summary>A caller and the SHA-256 of the secret that proves it.</summary>
internal sealed record KnownCaller(byte[] SecretHash, Caller Caller);

/// <summary>
/// Remembers callers for 5 seconds: a revocation elsewhere takes effect within that time, one on this node at once.
/// </summary>
public sealed class CallerCache(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, (KnownCaller Known, long Since)> _known = new(StringComparer.Ordinal);
    private long _generation;

    internal long Generation => Interlocked.Read(ref _generation);

    /// <summary>Forgets everybody. Called after the commit of whatever changes tokens, memberships or organizations: rare, and simpler than to know whom it touches.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _known.Clear();
    }

    internal bool TryGet(string key, [NotNullWhen(true)] out KnownCaller? known)
    {
        if (_known.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Since) < Lifetime)
        {
            known = entry.Known;
            return true;
        }

        known = null;
        return false;
    }

    /// <param name="key">Id of the credentials.</param>
    /// <param name="known">Who was found.</param>
    /// <param name="generation">What <see cref="Generation"/> was before the look-up: what was forgotten meanwhile must not come back.</param>
    internal void Keep(string key, KnownCaller known, long generation)
    {
        if (_known.Count >= Most)
        {
            DropOld();
        }

        _known[key] = (known, time.GetTimestamp());
        if (generation != Generation)
        {
            _known.TryRemove(key, out _);
        }
    }

    private void DropOld()
    {
        foreach (var (key, entry) in _known)
        {
            if (time.GetElapsedTime(entry.Since) >= Lifetime)
            {
                _known.TryRemove(key, out _);
            }
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }
    }
}
