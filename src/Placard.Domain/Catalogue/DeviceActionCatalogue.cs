using System.Collections.Frozen;

namespace Placard.Domain.Catalogue;

/// <summary>All kinds of device actions, found by one scan of this assembly.</summary>
public sealed class DeviceActionCatalogue
{
    private readonly FrozenDictionary<string, DeviceActionKind> _byType;
    private readonly FrozenDictionary<string, IReadOnlyList<(DeviceActionKind Kind, WireReply Reply)>> _byReply;
    private readonly FrozenDictionary<string, IReadOnlyList<DeviceActionKind>> _byTelemetry;

    public DeviceActionCatalogue()
    {
        Kinds = KindScan.Find<DeviceActionKind>().OrderBy(kind => kind.ActionType, StringComparer.Ordinal).ToArray();
        _byType = Kinds.ToFrozenDictionary(kind => kind.ActionType, StringComparer.Ordinal);
        _byReply = Kinds
            .SelectMany(kind => kind.Replies
                .Append(new(kind.ExtensionAction + "Succeeded", ReplyOutcome.Succeeded))
                .Append(new(kind.ExtensionAction + "Failed", ReplyOutcome.Failed))
                .Select(reply => (kind, reply)))
            .GroupBy(pair => pair.reply.Type, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<(DeviceActionKind, WireReply)> (group) => [.. group], StringComparer.Ordinal);
        _byTelemetry = Kinds
            .SelectMany(kind => kind.ProvingTelemetry.Select(telemetry => (kind, telemetry)))
            .GroupBy(pair => pair.telemetry, pair => pair.kind, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<DeviceActionKind> (group) => [.. group], StringComparer.Ordinal);
    }

    public IReadOnlyList<DeviceActionKind> Kinds { get; }

    public DeviceActionKind Kind(string actionType) =>
        _byType.GetValueOrDefault(actionType) ?? throw new ArgumentException($"No kind of device action is called {actionType}.", nameof(actionType));

    public T Kind<T>()
        where T : DeviceActionKind => Kinds.OfType<T>().Single();

    public DeviceActionKind? Find(string actionType) => _byType.GetValueOrDefault(actionType);

    /// <summary>The kinds that an action from a device may answer: none when it is no reply, several when they share an action on the wire.</summary>
    public IReadOnlyList<(DeviceActionKind Kind, WireReply Reply)> FindReplies(string wireType) => _byReply.GetValueOrDefault(wireType) ?? [];

    /// <summary>The kinds that telemetry of the type may prove.</summary>
    public IReadOnlyList<DeviceActionKind> ProvedBy(string telemetryType) => _byTelemetry.GetValueOrDefault(telemetryType) ?? [];
}

/// <summary>All kinds of telemetry, found by one scan of this assembly.</summary>
public sealed class TelemetryCatalogue
{
    private const string DefaultKey = "default";

    // The map has these too, though what they time is no telemetry record.
    private static readonly TelemetryInterval[] OfNoRecord = [TelemetryInterval.Minutes("screenshots", 6), TelemetryInterval.Minutes("policy", 1)];

    private readonly FrozenDictionary<string, TelemetryKind> _byType;
    private readonly FrozenSet<string> _named;

    public TelemetryCatalogue()
    {
        Kinds = KindScan.Find<TelemetryKind>().OrderBy(kind => kind.Type, StringComparer.Ordinal).ToArray();
        _byType = Kinds.ToFrozenDictionary(kind => kind.Type, StringComparer.Ordinal);
        _named = new DeviceActions.TelemetryIntervals().Fields.ToFrozenSet(StringComparer.Ordinal);
        DefaultIntervals = Kinds
            .Select(kind => kind.Interval)
            .OfType<TelemetryInterval>()
            .Concat(OfNoRecord)
            .ToFrozenDictionary(interval => interval.Key, interval => (long)interval.Default.TotalMilliseconds, StringComparer.Ordinal);
    }

    public IReadOnlyList<TelemetryKind> Kinds { get; }

    /// <summary>Interval key to milliseconds: what a device that was told nothing does.</summary>
    public IReadOnlyDictionary<string, long> DefaultIntervals { get; }

    /// <summary>
    /// What the configuration document says when some intervals were set: all of them, as a device never reports a type that the map lacks.
    /// The key <c>default</c> stands for the types that callers can't name.
    /// </summary>
    /// <param name="set">The intervals that were set, by key.</param>
    public IReadOnlyDictionary<string, long> Intervals(IReadOnlyDictionary<string, long> set)
    {
        var all = new Dictionary<string, long>(DefaultIntervals, StringComparer.Ordinal);
        if (set.TryGetValue(DefaultKey, out var unnamed))
        {
            foreach (var (key, interval) in DefaultIntervals)
            {
                if (interval > 0 && !_named.Contains(key))
                {
                    all[key] = unnamed;
                }
            }
        }

        foreach (var (key, interval) in set)
        {
            all[key] = interval;
        }

        return all;
    }

    public TelemetryKind? Find(string type) => _byType.GetValueOrDefault(type);
}

internal static class KindScan
{
    public static IEnumerable<T> Find<T>() =>
        typeof(KindScan).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
            .Select(type => (T)Activator.CreateInstance(type)!);
}
