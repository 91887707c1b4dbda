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

    private static JsonElement? Member(JsonElement telemetry, string name) =>
        telemetry.ValueKind == JsonValueKind.Object && telemetry.TryGetProperty(name, out var member) ? member : null;
}
