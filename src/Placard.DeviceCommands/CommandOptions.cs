using Placard.Domain.Catalogue;

namespace Placard.DeviceCommands;

/// <summary>Time limits of commands. Configuration section <c>Commands</c>.</summary>
public sealed class CommandOptions
{
    public const string Section = "Commands";

    /// <summary>How long a device may take to answer, by action type; overrides the kind's own limit.</summary>
    public Dictionary<string, TimeSpan> AnswerTimeouts { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long an unsent command may wait, by action type; overrides the kind's own limit.</summary>
    public Dictionary<string, TimeSpan> UnsentLifetimes { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often deadlines are looked at.</summary>
    public TimeSpan DeadlineInterval { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan AnswerTimeout(DeviceActionKind kind) => AnswerTimeouts.TryGetValue(kind.ActionType, out var limit) ? limit : kind.AnswerTimeout;

    public TimeSpan? UnsentLifetime(DeviceActionKind kind) => UnsentLifetimes.TryGetValue(kind.ActionType, out var limit) ? limit : kind.UnsentLifetime;
}
