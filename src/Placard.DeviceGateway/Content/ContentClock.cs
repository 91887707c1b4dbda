using Placard.DeviceGateway.Sessions;
using Placard.Domain;

namespace Placard.DeviceGateway.Content;

/// <summary>
/// Knows for each connected display when time alone may change its content, and says so at that instant. One timer for all of them: it is set to
/// the earliest, and what it costs is what is due.
/// </summary>
public sealed class ContentClock(TimeProvider time) : IDisposable
{
    // Also the longest that a clock which was set forward goes unnoticed.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly SortedSet<Edge> _edges = new(Comparer<Edge>.Create((left, right) => (left.At, left.Number).CompareTo((right.At, right.Number))));
    private readonly Dictionary<DeviceConnection, Edge> _byConnection = [];
    private ITimer? _timer;
    private long _number;

    /// <summary>Called with those that are due. Must be quick.</summary>
    public Action<IReadOnlyList<DeviceConnection>>? Due { get; set; }

    /// <summary>How many displays wait for an instant.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _edges.Count;
            }
        }
    }

    /// <summary>The next instant of a display, instead of the one that it had; null: none.</summary>
    public void Set(DeviceConnection connection, DateTime? at)
    {
        lock (_gate)
        {
            Remove(connection);
            if (at is { } instant)
            {
                var edge = new Edge(instant, _number++, connection);
                _edges.Add(edge);
                _byConnection.Add(connection, edge);
                if (_edges.Min == edge)
                {
                    Arm();
                }
            }
        }
    }

    /// <summary>The display is gone.</summary>
    public void Forget(DeviceConnection connection) => Set(connection, null);

    public void Dispose() => _timer?.Dispose();

    private void Remove(DeviceConnection connection)
    {
        if (_byConnection.Remove(connection, out var edge))
        {
            _edges.Remove(edge);
        }
    }

    private void Ring()
    {
        var due = new List<DeviceConnection>();
        lock (_gate)
        {
            var now = time.Now();
            while (_edges.Min is { } edge && edge.At <= now)
            {
                due.Add(edge.Connection);
                Remove(edge.Connection);
            }

            if (_edges.Count > 0)
            {
                Arm();
            }
        }

        if (due.Count > 0)
        {
            Due?.Invoke(due);
        }
    }

    private void Arm()
    {
        // If it rings early it finds nothing due and is set again.
        var wait = _edges.Min!.At - time.Now();
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestSleep ? LongestSleep : wait;
        _timer ??= time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private sealed record Edge(DateTime At, long Number, DeviceConnection Connection);
}
