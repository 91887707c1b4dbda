using System.Collections.Frozen;

namespace Placard.Domain.Reports;

/// <summary>All kinds of daily files, found in this assembly.</summary>
public static class ReportTypes
{
    private static readonly FrozenDictionary<string, ReportType> ByEvent = typeof(ReportType).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(ReportType)))
        .Select(type => (ReportType)Activator.CreateInstance(type)!)
        .ToFrozenDictionary(type => type.EventType, StringComparer.Ordinal);

    public static IReadOnlyList<ReportType> All { get; } = [.. ByEvent.Values.OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The kind whose files hold such events; null if they are in none.</summary>
    public static ReportType? Of(string eventType) => ByEvent.GetValueOrDefault(eventType);

    public static ReportType? Find(string name) => All.FirstOrDefault(type => type.Name == name);
}
