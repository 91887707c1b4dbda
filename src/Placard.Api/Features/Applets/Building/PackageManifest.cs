using System.Buffers;
using System.Text.Json;

namespace Placard.Api.Features.Applets.Building;

/// <summary>The <c>package.json</c> of a package. Its <c>main</c> tells devices where to start; all else in it is the developer's.</summary>
public static class PackageManifest
{
    public const string Name = "package.json";

    public const int MostBytes = 1024 * 1024;

    private const string Main = "main";

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>A manifest for an applet that brings none.</summary>
    public static byte[] Make(string entryFile) => With("{}"u8.ToArray(), entryFile)!;

    /// <summary>The applet's own manifest with the right start; null if it is no JSON object.</summary>
    public static byte[]? With(ReadOnlyMemory<byte> own, string entryFile)
    {
        var text = own.Span.StartsWith(Mark) ? own[Mark.Length..] : own;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Write(json.RootElement, entryFile) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Write(JsonElement own, string entryFile)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            foreach (var property in own.EnumerateObject().Where(property => !property.NameEquals(Main)))
            {
                property.WriteTo(writer);
            }

            writer.WriteString(Main, entryFile);
            writer.WriteEndObject();
        }

        return written.WrittenSpan.ToArray();
    }
}
