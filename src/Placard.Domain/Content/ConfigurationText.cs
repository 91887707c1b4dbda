using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Placard.Domain.Content;

/// <summary>
/// A configuration as callers write it: a JSON object, or text that holds one. The reference's own sample has single quotes in that text,
/// so they are understood where JSON has double ones.
/// </summary>
public static class ConfigurationText
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <returns>False if it is no object.</returns>
    public static bool TryRead(JsonElement sent, out JsonElement configuration)
    {
        configuration = sent;
        if (sent.ValueKind != JsonValueKind.String)
        {
            return sent.ValueKind == JsonValueKind.Object;
        }

        var text = sent.GetString()!;
        return (TryParse(text, out configuration) || TryParse(WithDoubleQuotes(text), out configuration))
            && configuration.ValueKind == JsonValueKind.Object;
    }

    /// <summary>As it is stored: without spaces, and with all characters as they are.</summary>
    public static string Plain(JsonElement value)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static bool TryParse(string text, out JsonElement value)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Reading);
            value = document.RootElement.Clone();
            return !HoldsNul(value);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            value = default;
            return false;
        }
    }

    // PostgreSQL can't store it, and half a surrogate pair throws here as it would there.
    private static bool HoldsNul(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => member.Name.Contains('\0', StringComparison.Ordinal) || HoldsNul(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsNul),
        JsonValueKind.String => value.GetString()!.Contains('\0', StringComparison.Ordinal),
        _ => false,
    };

    private static string WithDoubleQuotes(string text)
    {
        var json = new StringBuilder(text.Length);
        var quote = '\0';
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\\' && index + 1 < text.Length)
            {
                // An escaped single quote needs no escape between double ones.
                var escaped = text[++index];
                json.Append(escaped == '\'' ? "'" : $"\\{escaped}");
            }
            else if (quote == '\0' && (character is '\'' or '"'))
            {
                quote = character;
                json.Append('"');
            }
            else if (character == quote)
            {
                quote = '\0';
                json.Append('"');
            }
            else
            {
                json.Append(character == '"' ? "\\\"" : character.ToString());
            }
        }

        return json.ToString();
    }
}
