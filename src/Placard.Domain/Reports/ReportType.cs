using System.Text.Json;
using Placard.Domain.Devices;

namespace Placard.Domain.Reports;

/// <summary>
/// A kind of daily file about a device, with a line for each event of one type. Each kind is one file beside this one;
/// nothing else has to know of it, unless its lines come from a table that no other kind reads.
/// </summary>
public abstract class ReportType
{
    /// <summary>As the API names it: the device's action, an underscore, and what it is about.</summary>
    public abstract string Name { get; }

    /// <summary>Action type of the events that become lines.</summary>
    public abstract string EventType { get; }

    /// <summary>The rows that become lines, by their entity.</summary>
    public virtual Type Source => typeof(DeviceEvent);

    /// <summary>The columns behind those that every report has, in order.</summary>
    public abstract IReadOnlyList<ReportColumn> Columns { get; }
}

/// <summary>A column of a report.</summary>
/// <param name="Name">In the first line.</param>
/// <param name="Member">Name of the member of the event that it shows: text and numbers as they are, all else as JSON.</param>
public sealed record ReportColumn(string Name, string Member)
{
    public ReportColumn(string name)
        : this(name, name)
    {
    }

    /// <summary>Empty where the event has no such member.</summary>
    public string Read(JsonElement content) =>
        content.ValueKind != JsonValueKind.Object || !content.TryGetProperty(Member, out var value) ? ""
        : value.ValueKind switch
        {
            JsonValueKind.String => Text(value),
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };

    // A device may send half of a character.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }
}
