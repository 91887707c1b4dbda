using System.Text.Json;

namespace Placard.DeviceEmulation;

/// <summary>An action that the server sent.</summary>
/// <param name="Connection">On which connection it came.</param>
/// <param name="Session">Number of that connection's session, from 1.</param>
/// <param name="Uid">Its <c>uid</c>, or <c>id</c> for power actions; null when it has none.</param>
public sealed record ReceivedAction(string Connection, int Session, string Type, string? Uid, JsonElement Payload, DateTimeOffset At);

/// <summary>An action that the device sent.</summary>
/// <param name="Attempt">1 for the first sending, more for the same content sent again.</param>
/// <param name="Payload">The action as JSON text.</param>
public sealed record SentAction(string Connection, int Session, string Type, string Payload, int Attempt, DateTimeOffset At);

/// <summary>What came of a command.</summary>
public sealed record ExecutedCommand(string Connection, string Type, string? Uid, Commands.CommandVerdict Verdict, DateTimeOffset At);

/// <summary>What a device received, did and sent, oldest first, up to a limit; the oldest are forgotten.</summary>
public sealed class DeviceHistory
{
    private readonly Lock _gate = new();
    private readonly int _limit;
    private readonly Queue<ReceivedAction> _received = new(0);
    private readonly Queue<SentAction> _sent = new(0);
    private readonly Queue<ExecutedCommand> _executed = new(0);

    internal DeviceHistory(int limit) => _limit = limit;

    public IReadOnlyList<ReceivedAction> ReceivedActions => Copy(_received);

    public IReadOnlyList<SentAction> SentActions => Copy(_sent);

    public IReadOnlyList<ExecutedCommand> ExecutedCommands => Copy(_executed);

    /// <summary>How often an action with this uid came, on one connection or on all.</summary>
    public int TimesReceived(string uid, string? connection = null)
    {
        lock (_gate)
        {
            return _received.Count(action => action.Uid == uid && (connection is null || action.Connection == connection));
        }
    }

    /// <summary>Received commands counted by connection and uid: proves that nothing came twice. Log-in and pushed state are left out.</summary>
    public IReadOnlyDictionary<(string Connection, string Uid), int> ReceivedCounts()
    {
        lock (_gate)
        {
            return _received.Where(action => action.Uid is not null && Commands.CommandRegistry.All.Find(action.Type) is { IsAnswered: true })
                .GroupBy(action => (action.Connection, action.Uid!))
                .ToDictionary(group => group.Key, group => group.Count());
        }
    }

    public IReadOnlyList<ReceivedAction> Received(string type) => [.. ReceivedActions.Where(action => action.Type == type)];

    public IReadOnlyList<SentAction> Sent(string type) => [.. SentActions.Where(action => action.Type == type)];

    internal void Add(ReceivedAction action) => Add(_received, action);

    internal void Add(SentAction action) => Add(_sent, action);

    internal void Add(ExecutedCommand command) => Add(_executed, command);

    internal bool IsKept => _limit > 0;

    private IReadOnlyList<T> Copy<T>(Queue<T> queue)
    {
        lock (_gate)
        {
            return [.. queue];
        }
    }

    private void Add<T>(Queue<T> queue, T item)
    {
        if (!IsKept)
        {
            return;
        }

        lock (_gate)
        {
            if (queue.Count >= _limit)
            {
                queue.Dequeue();
            }

            queue.Enqueue(item);
        }
    }
}
