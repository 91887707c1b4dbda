using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Placard.Domain.Catalogue;

/// <summary>A whole number; also as text, as form bodies and older clients send it, and rounded when a client computed a fraction.</summary>
public sealed class LenientInt32Converter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double number;
        if (reader.TokenType == JsonTokenType.Number)
        {
            number = reader.GetDouble();
        }
        else if (reader.TokenType != JsonTokenType.String
            || !double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            throw new LenientValueException("must be a number");
        }

        if (!double.IsFinite(number) || number < int.MinValue || number > int.MaxValue)
        {
            throw new LenientValueException("must be a whole number of 32 bits");
        }

        return (int)Math.Round(number, MidpointRounding.AwayFromZero);
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A number that may have a fraction; also as text, as form bodies send it.</summary>
public sealed class LenientDoubleConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        return reader.TokenType == JsonTokenType.String
            && double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number)
                ? number
                : throw new LenientValueException("must be a number");
    }

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A boolean; also as <c>"true"</c>, <c>"false"</c>, <c>"1"</c>, <c>"0"</c>, as form bodies send it.</summary>
public sealed class LenientBooleanConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => reader.GetString() switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => throw new LenientValueException("must be true or false"),
        },
        JsonTokenType.Number when reader.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
        _ => throw new LenientValueException("must be true or false"),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>Text, and nothing else: a number or an object in its place is a mistake of the caller.</summary>
public sealed class StrictTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new LenientValueException("must be a text");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>An enumeration by its contract names (<c>DISPLAY_POWER_ON</c> for <c>DisplayPowerOn</c>); anything else is refused by listing them.</summary>
public sealed class ContractEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Values =
        Enum.GetValues<TEnum>().ToDictionary(value => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()), StringComparer.Ordinal);

    private static readonly Dictionary<TEnum, string> Names = Values.ToDictionary(pair => pair.Value, pair => pair.Key);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new LenientValueException($"must be one of {string.Join(", ", Values.Keys)}");

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value]);
}
