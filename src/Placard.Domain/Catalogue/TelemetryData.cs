using System.Text.Json;

namespace Placard.Domain.Catalogue;

/// <summary>Reads telemetry, whose shape is the device's word and nothing more.</summary>
public static class TelemetryData
{
    /// <summary>Null when there is no such number.</summary>
    public static double? Number(this JsonElement telemetry, string name) =>
        Member(telemetry, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var number) ? number : null;

    /// <summary>Null when there is no such boolean.</summary>
    public static bool? Flag(this JsonElement telemetry, string name) => Member(telemetry, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Null when there is no such text.</summary>
    public static string? Text(this JsonElement telemetry, string name) =>
        Member(telemetry, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>Its items, when it is a list; else none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement telemetry) =>
        telemetry.ValueKind == JsonValueKind.Array ? telemetry.EnumerateArray() : [];

    /// <summary>The weekdays of a member that lists them by any of their names.</summary>
    public static IReadOnlySet<DayOfWeek> Weekdays(this JsonElement telemetry, string name) =>
        (Member(telemetry, name) ?? default).Items()
            .Where(day => day.ValueKind == JsonValueKind.String)
            .Select(day => Weekday.Parse(day.GetString()!))
            .OfType<DayOfWeek>()
            .ToHashSet();

    private static JsonElement? Member(JsonElement telemetry, string name) =>
        telemetry.ValueKind == JsonValueKind.Object && telemetry.TryGetProperty(name, out var member) ? member : null;
}
