namespace Placard.DeviceEmulation.Scheduling;

/// <summary>
/// One timer for all devices of a process. Thousands of devices have pings, telemetry and reconnects due; one queue holds them all.
/// </summary>
public sealed class SharedScheduler : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ScheduledCall, long> _queue = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

    public SharedScheduler(TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((SharedScheduler)state!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Monotonic time since the scheduler was made.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Runs <paramref name="callback"/> once on the thread pool after <paramref name="delay"/>. It must neither block nor throw.</summary>
    public ScheduledCall After(TimeSpan delay, Action callback)
    {
        var call = new ScheduledCall(callback);
        lock (_gate)
        {
            if (_disposed)
            {
                call.Cancel();
                return call;
            }

            var due = (Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero)).Ticks;
            _queue.Enqueue(call, due);
            if (due < _armedFor)
            {
                Arm(due);
            }
        }

        return call;
    }

    /// <summary>Completes after <paramref name="delay"/>, or is cancelled.</summary>
    public async Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = After(delay, () => done.TrySetResult());
        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), done);
        try
        {
            await done.Task;
        }
        finally
        {
            call.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    private void Arm(long due)
    {
        _armedFor = due;
        var wait = TimeSpan.FromTicks(due) - Now;

        // Rounded up to a whole millisecond: a timer that fires early would only be armed again.
        var milliseconds = Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private void FireDue()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var now = Now.Ticks;
            while (_queue.TryPeek(out var call, out var due))
            {
                if (due > now && !call.IsCancelled)
                {
                    Arm(due);
                    return;
                }

                _queue.Dequeue();
                if (!call.IsCancelled)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
                }
            }

            _armedFor = long.MaxValue;
        }
    }
}
