using System.Collections.Concurrent;

namespace Placard.Server.Content;

/// <summary>
/// Which downloads fill their connections now. Of hundreds at once each would hold what waits to be sent, though the processor gets to few of them; so only
/// some do, in turn. Whoever waits for a slow client passes its turn on: what it holds it holds, but nobody waits for it.
/// </summary>
internal sealed class SendingTurns : IDisposable
{
    private const int AtOnce = 48;

    // A turn is several fillings, as each change costs a switch.
    private const int Fillings = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _free = new(AtOnce);
    private readonly ConcurrentDictionary<SendingTurn, bool> _downloads = new();
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private int _count;

    public SendingTurns(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => PassOn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One download, which has no turn yet.</summary>
    public SendingTurn Begin()
    {
        var turn = new SendingTurn(this);
        _downloads[turn] = true;
        lock (_gate)
        {
            if (++_count == 1)
            {
                _timer.Change(Patience, Patience);
            }
        }

        return turn;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _free.Dispose();
    }

    private void End(SendingTurn turn)
    {
        _downloads.TryRemove(turn, out _);
        lock (_gate)
        {
            if (--_count == 0)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void PassOn()
    {
        foreach (var (turn, _) in _downloads)
        {
            turn.PassOn();
        }
    }

    internal sealed class SendingTurn(SendingTurns turns) : IDisposable
    {
        private int _isHeld;
        private long _filledAt;
        private int _fillings;

        /// <summary>Waits until the connection may be filled once more.</summary>
        public ValueTask NextAsync(CancellationToken cancellation)
        {
            // If it is passed on at this very moment, one more than meant sends; that does no harm.
            if (Volatile.Read(ref _isHeld) == 1 && ++_fillings <= Fillings)
            {
                Volatile.Write(ref _filledAt, turns._time.GetTimestamp());
                return ValueTask.CompletedTask;
            }

            GiveBack();
            return WaitAsync(cancellation);
        }

        public void Dispose()
        {
            GiveBack();
            turns.End(this);
        }

        internal void PassOn()
        {
            if (Volatile.Read(ref _isHeld) == 1 && turns._time.GetElapsedTime(Volatile.Read(ref _filledAt)) > Patience)
            {
                GiveBack();
            }
        }

        private async ValueTask WaitAsync(CancellationToken cancellation)
        {
            await turns._free.WaitAsync(cancellation);
            _fillings = 1;
            Volatile.Write(ref _filledAt, turns._time.GetTimestamp());
            Volatile.Write(ref _isHeld, 1);
        }

        private void GiveBack()
        {
            if (Interlocked.Exchange(ref _isHeld, 0) == 1)
            {
                turns._free.Release();
            }
        }
    }
}
