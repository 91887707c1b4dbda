using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Placard.Domain.Catalogue;

/// <summary>Instants: written with exactly three fraction digits and Z, as official clients revive no other form; read in any ISO 8601 form, UTC when no zone is named.</summary>
public sealed class InstantConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var instant)
            ? instant
            : throw new LenientValueException("must be a date and time as ISO 8601");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[24];
        value.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text);
    }

    public static bool TryParse(string text, out DateTime instant)
    {
        // A plus sign that a client did not encode arrives as a space.
        var repaired = text.Length > 6 && text[^6] == ' ' && text[^3] == ':' ? string.Concat(text.AsSpan(0, text.Length - 6), "+", text.AsSpan(text.Length - 5)) : text;
        instant = default;
        if (repaired.Length < 10 || repaired[4] != '-' || !char.IsAsciiDigit(repaired[0])
            || !DateTimeOffset.TryParse(repaired, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return false;
        }

        instant = parsed.UtcDateTime;
        return true;
    }
}
