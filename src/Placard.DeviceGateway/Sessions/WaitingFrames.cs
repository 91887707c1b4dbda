using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Placard.DeviceGateway.Sessions;

/// <summary>
/// What a device reported in this session and waits to be stored. A device sends again, without an id, what is not confirmed in its patience; to store
/// that too would make a server that is behind fall further behind. So equal content is taken for a repetition, but only as often as the patience passed
/// since the first came: a device may well say the same thing twice.
/// </summary>
public sealed class WaitingFrames
{
    private readonly ConcurrentDictionary<UInt128, Waiting> _frames = new();

    /// <summary>Whether the frame repeats another, which ends with <paramref name="stored"/>.</summary>
    public bool TryTakeRepetition(byte[] contentHash, DateTime now, out Task stored)
    {
        var isRepetition = _frames.TryGetValue(Key(contentHash), out var waiting) && waiting.TakeRepetition(now);
        stored = isRepetition ? waiting!.Stored : Task.CompletedTask;
        return isRepetition;
    }

    /// <summary>Knows the repetitions of a frame while it is being stored, and afterwards those that may be on their way.</summary>
    /// <returns>The same as <paramref name="stored"/>.</returns>
    public async Task WaitAsync(byte[] contentHash, Task stored, TimeSpan patience, Func<DateTime> now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var (key, waiting) = (Key(contentHash), new Waiting(now(), patience, stored));
        if (!_frames.TryAdd(key, waiting))
        {
            // The same said twice: of one of both the repetitions are known.
            await stored;
            return;
        }

        try
        {
            await stored;
        }
        catch
        {
            // The next repetition is to be stored.
            _frames.TryRemove(KeyValuePair.Create(key, waiting));
            throw;
        }

        if (waiting.End(now()))
        {
            _frames.TryRemove(KeyValuePair.Create(key, waiting));
        }
        else
        {
            Forget(now() - patience);
        }
    }

    // What a device repeated before it had the confirmation is here soon, or never.
    private void Forget(DateTime endedBefore)
    {
        foreach (var pair in _frames)
        {
            if (pair.Value.EndedBefore(endedBefore))
            {
                _frames.TryRemove(pair);
            }
        }
    }

    private static UInt128 Key(byte[] contentHash) => MemoryMarshal.Read<UInt128>(contentHash);

    private sealed class Waiting(DateTime receivedAt, TimeSpan patience, Task stored)
    {
        private readonly Lock _gate = new();
        private long _taken;
        private DateTime? _endedAt;

        public Task Stored => stored;

        public bool TakeRepetition(DateTime now)
        {
            lock (_gate)
            {
                return _taken < Sent(_endedAt ?? now) && ++_taken > 0;
            }
        }

        /// <returns>Whether no repetition can be on its way.</returns>
        public bool End(DateTime now)
        {
            lock (_gate)
            {
                _endedAt = now;
                return _taken >= Sent(now);
            }
        }

        public bool EndedBefore(DateTime instant)
        {
            lock (_gate)
            {
                return _endedAt < instant;
            }
        }

        private long Sent(DateTime until) => (until - receivedAt).Ticks / patience.Ticks;
    }
}
