using System.Collections.Frozen;

namespace Placard.Domain.Catalogue;

/// <summary>All kinds of device actions, found by one scan of this assembly.</summary>
public sealed class DeviceActionCatalogue
{
    private readonly FrozenDictionary<string, DeviceActionKind> _byType;
    private readonly FrozenDictionary<string, (DeviceActionKind Kind, WireReply Reply)> _byReply;
    private readonly FrozenDictionary<string, IReadOnlyList<DeviceActionKind>> _byNotification;

    public DeviceActionCatalogue()
    {
        Kinds = KindScan.Find<DeviceActionKind>().OrderBy(kind => kind.ActionType, StringComparer.Ordinal).ToArray();
        _byType = Kinds.ToFrozenDictionary(kind => kind.ActionType, StringComparer.Ordinal);
        _byReply = Kinds
            .SelectMany(kind => kind.Replies
                .Append(new(kind.ExtensionAction + "Succeeded", ReplyOutcome.Succeeded))
                .Append(new(kind.ExtensionAction + "Failed", ReplyOutcome.Failed))
                .Select(reply => (kind, reply)))
            .ToFrozenDictionary(pair => pair.reply.Type, pair => pair, StringComparer.Ordinal);
        _byNotification = Kinds
            .Where(kind => kind.ProvingNotification is not null)
            .GroupBy(kind => kind.ProvingNotification!, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<DeviceActionKind> (group) => [.. group], StringComparer.Ordinal);
    }

    public IReadOnlyList<DeviceActionKind> Kinds { get; }

    public DeviceActionKind Kind(string actionType) =>
        _byType.GetValueOrDefault(actionType) ?? throw new ArgumentException($"No kind of device action is called {actionType}.", nameof(actionType));

    public T Kind<T>()
        where T : DeviceActionKind => Kinds.OfType<T>().Single();

    public DeviceActionKind? Find(string actionType) => _byType.GetValueOrDefault(actionType);

    /// <summary>The kind that an action from a device answers, or null when it is no reply.</summary>
    public (DeviceActionKind Kind, WireReply Reply)? FindReply(string wireType) =>
        _byReply.TryGetValue(wireType, out var found) ? found : null;

    /// <summary>The kinds that a notification from a device may prove.</summary>
    public IReadOnlyList<DeviceActionKind> ProvedBy(string notificationType) => _byNotification.GetValueOrDefault(notificationType) ?? [];
}

/// <summary>All kinds of telemetry, found by one scan of this assembly.</summary>
public sealed class TelemetryCatalogue
{
    private readonly FrozenDictionary<string, TelemetryKind> _byType;

    public TelemetryCatalogue()
    {
        Kinds = KindScan.Find<TelemetryKind>().OrderBy(kind => kind.Type, StringComparer.Ordinal).ToArray();
        _byType = Kinds.ToFrozenDictionary(kind => kind.Type, StringComparer.Ordinal);
        DefaultIntervals = Kinds
            .Where(kind => kind.Interval is not null)
            .ToFrozenDictionary(kind => kind.Interval!.Key, kind => (long)kind.Interval!.Default.TotalMilliseconds, StringComparer.Ordinal);
    }

    public IReadOnlyList<TelemetryKind> Kinds { get; }

    /// <summary>Interval key to milliseconds, as the configuration document carries them.</summary>
    public IReadOnlyDictionary<string, long> DefaultIntervals { get; }

    public TelemetryKind? Find(string type) => _byType.GetValueOrDefault(type);
}

internal static class KindScan
{
    public static IEnumerable<T> Find<T>() =>
        typeof(KindScan).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))
            .Select(type => (T)Activator.CreateInstance(type)!);
}
