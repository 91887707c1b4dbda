using System.Globalization;
using System.Text.Json;

namespace Placard.DeviceGateway;

/// <summary>Reads what a device sent without trusting its shape.</summary>
internal static class Payload
{
    public static JsonElement? Member(this JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A text of at most 255 characters without control characters, as it goes into columns.</summary>
    public static string? Text(this JsonElement payload, string name, int most = 255)
    {
        if (payload.Member(name) is not { ValueKind: JsonValueKind.String } member)
        {
            return null;
        }

        try
        {
            var text = member.GetString()!;
            return text.Length <= most && !text.Any(char.IsControl) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    public static double? Number(this JsonElement payload, string name) =>
        payload.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public static DateTime? Instant(this JsonElement payload, string name) =>
        payload.Text(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime
            : null;
}
