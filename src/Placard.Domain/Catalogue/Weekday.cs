namespace Placard.Domain.Catalogue;

/// <summary>Weekdays by their names: long in some places of the contract (MONDAY), short in others (mon); the wire numbers them from Sunday = 0, as <see cref="DayOfWeek"/> does.</summary>
public static class Weekday
{
    private static readonly DayOfWeek[] All = Enum.GetValues<DayOfWeek>();

    /// <summary>Null when it is neither name of a weekday.</summary>
    public static DayOfWeek? Parse(string name)
    {
        foreach (var day in All)
        {
            if (name.Equals(day.Long(), StringComparison.OrdinalIgnoreCase) || name.Equals(day.Short(), StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        return null;
    }

    public static string Long(this DayOfWeek day) => day.ToString().ToUpperInvariant();

    public static string Short(this DayOfWeek day) => day.ToString()[..3].ToLowerInvariant();

    /// <summary>Reads a list of names, each day once, and says which are none.</summary>
    public static IReadOnlyList<DayOfWeek> Read(string field, IReadOnlyList<string> names, ValueErrors errors)
    {
        var days = new List<DayOfWeek>(names.Count);
        for (var index = 0; index < names.Count; index++)
        {
            if (names[index] is { } name && Parse(name) is { } day)
            {
                days.Add(day);
            }
            else
            {
                errors.Add($"{field}[{index}]", "must be a weekday");
            }
        }

        return [.. days.Distinct()];
    }
}
