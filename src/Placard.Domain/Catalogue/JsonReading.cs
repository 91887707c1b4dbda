using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Placard.Domain.Catalogue;

/// <summary>Reads an object that a caller sent into a record, naming every field that is missing or of a wrong type.</summary>
public static class JsonReading
{
    public static T? Read<T>(JsonObject body, JsonTypeInfo<T> type, ValueErrors errors)
        where T : class
    {
        foreach (var property in type.Properties)
        {
            // One that may be null must still be named: absent and null mean different things.
            var isMissing = property.IsSetNullable ? !body.ContainsKey(property.Name) : body[property.Name] is null;
            if (property.IsRequired && isMissing)
            {
                errors.Add(property.Name, "is required");
            }
        }

        if (!errors.IsEmpty)
        {
            return null;
        }

        try
        {
            return body.Deserialize(type);
        }
        catch (JsonException exception)
        {
            errors.Add(Field(exception), Reason(exception));
            return null;
        }
    }

    private static string Field(JsonException exception) =>
        exception.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    private static string Reason(JsonException exception)
    {
        if (exception is LenientValueException lenient)
        {
            return lenient.Reason;
        }

        if (exception.InnerException is LenientValueException inner)
        {
            return inner.Reason;
        }

        return "has a wrong type";
    }
}

/// <summary>A value that a converter below refuses, with the reason in words for the caller.</summary>
public sealed class LenientValueException(string reason) : JsonException(reason)
{
    public string Reason { get; } = reason;
}
