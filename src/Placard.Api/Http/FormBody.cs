using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Placard.Api.Http;

/// <summary>What a record says about reading forms into it: a form knows neither null nor a list of one.</summary>
internal sealed record FormShape(IReadOnlySet<string> Lists, IReadOnlySet<string> Texts)
{
    private static readonly ConcurrentDictionary<Type, FormShape> Known = new();

    public static FormShape Of(Type type) => Known.GetOrAdd(type, static type =>
    {
        var nullability = new NullabilityInfoContext();
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        return new(
            Names(properties.Where(property => IsList(property.PropertyType))),
            Names(properties.Where(property => property.PropertyType == typeof(string) && nullability.Create(property).ReadState == NullabilityState.NotNull)));
    });

    // An object can be enumerated, too.
    private static bool IsList(Type type) => type != typeof(string) && type != typeof(JsonObject) && type.IsAssignableTo(typeof(IEnumerable));

    private static HashSet<string> Names(IEnumerable<PropertyInfo> properties) =>
        properties.Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToHashSet(StringComparer.Ordinal);
}

/// <summary>
/// Reads <c>a=1</c>, <c>list[0]=x</c>, <c>list[]=x</c>, repeated names and <c>size[width]=1</c> into a JSON object of texts;
/// numbers and booleans are read from text by whoever reads the object.
/// </summary>
internal static class FormBody
{
    private const int MaxFields = 2048;
    private const int MaxNesting = 8;

    public static JsonObject Parse(ReadOnlySequence<byte> bytes, FormShape shape)
    {
        var body = new JsonObject();
        var fields = 0;
        foreach (var pair in new QueryStringEnumerable(Text(bytes)))
        {
            if (++fields > MaxFields)
            {
                throw ApiErrors.UnreadableBody($"The body must not have more than {MaxFields} fields.");
            }

            var name = pair.DecodeName().ToString();
            var value = pair.DecodeValue().ToString();
            if (name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
            {
                throw ApiErrors.UnreadableBody("The body must not contain NUL characters.");
            }

            var path = Path(name);
            Put(body, path, 0, Value(path, value, shape));
        }

        foreach (var list in shape.Lists)
        {
            if (body[list] is JsonValue single)
            {
                body[list] = new JsonArray(single.DeepClone());
            }
            else if (body[list] is JsonObject indexed)
            {
                body[list] = InOrder(indexed);
            }
        }

        return body;
    }

    private static string Text(ReadOnlySequence<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw ApiErrors.UnreadableBody("The body contains text that is not valid Unicode.");
        }
    }

    // A form can't say null otherwise. A text that must be there is taken as it stands: a device may be called "null".
    private static JsonValue? Value(List<string> path, string value, FormShape shape) =>
        value is "" or "null" or "NULL" && !(path.Count == 1 && shape.Texts.Contains(path[0])) ? null : JsonValue.Create(value);

    private static List<string> Path(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0 || !name.EndsWith(']'))
        {
            return [name];
        }

        List<string> path = [name[..bracket], .. name[(bracket + 1)..^1].Split("][")];
        return path.Count <= MaxNesting ? path : throw ApiErrors.UnreadableBody("The body is nested too deeply.");
    }

    private static void Put(JsonObject into, List<string> path, int depth, JsonNode? value)
    {
        var key = path[depth];
        if (depth == path.Count - 1)
        {
            Add(into, key, value);
        }
        else if (depth == path.Count - 2 && path[^1].Length == 0)
        {
            if (into[key] is not JsonArray list)
            {
                into[key] = list = [];
            }

            list.Add(value);
        }
        else
        {
            if (into[key] is not JsonObject inner)
            {
                into[key] = inner = [];
            }

            Put(inner, path, depth + 1, value);
        }
    }

    private static void Add(JsonObject into, string key, JsonNode? value)
    {
        if (!into.TryGetPropertyValue(key, out var known))
        {
            into[key] = value;
        }
        else if (known is JsonArray list)
        {
            list.Add(value);
        }
        else
        {
            into[key] = new JsonArray(known?.DeepClone(), value);
        }
    }

    private static JsonArray InOrder(JsonObject indexed)
    {
        var items = indexed
            .Select(item => (Index: int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue, item.Value))
            .OrderBy(item => item.Index)
            .Select(item => item.Value?.DeepClone())
            .ToArray();
        return new(items);
    }
}
