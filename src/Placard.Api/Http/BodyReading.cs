using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Placard.Api.Http;

/// <summary>Limits of what the API reads.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Most bytes of a JSON or form body.</summary>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;
}

/// <summary>Brings every body that the contract allows into one form, a JSON object.</summary>
internal static class BodyReading
{
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <param name="context">The request.</param>
    /// <param name="target">The record that the body is meant for; tells how to read a form.</param>
    public static async ValueTask<JsonObject> ReadAsync(HttpContext context, Type target)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaxBodyBytes;
        most = Math.Max(most, context.GetEndpoint()?.Metadata.GetMetadata<MostBodyMetadata>()?.Bytes ?? 0);
        var request = context.Request;
        if (request.ContentLength > most)
        {
            throw ApiErrors.TooLarge(most);
        }

        if (request.ContentLength == 0)
        {
            return [];
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw ApiErrors.TooLarge(most);
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return read.Buffer.IsEmpty ? [] : Parse(read.Buffer, request.ContentType, target);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static JsonObject Parse(ReadOnlySequence<byte> bytes, string? contentType, Type target)
    {
        if (contentType is null)
        {
            return ParseJson(bytes);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            throw ApiErrors.UnsupportedMediaType();
        }

        if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return FormBody.Parse(bytes, FormShape.Of(target));
        }

        return type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
            ? ParseJson(bytes)
            : throw ApiErrors.UnsupportedMediaType();
    }

    private static JsonObject ParseJson(ReadOnlySequence<byte> bytes)
    {
        try
        {
            if (IsBlank(bytes))
            {
                return [];
            }

            CheckTexts(bytes);
            using var document = JsonDocument.Parse(bytes, Reading);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => JsonObject.Create(document.RootElement.Clone())!,

                // The reference's own samples send "" where nothing is needed.
                JsonValueKind.String when document.RootElement.ValueEquals("") => [],
                JsonValueKind.Null => [],
                _ => throw ApiErrors.UnreadableBody("The body must be a JSON object."),
            };
        }
        catch (JsonException)
        {
            throw ApiErrors.UnreadableBody("The body is not valid JSON.");
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            if (segment.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    // Half a surrogate pair can't be stored as text, and NUL not in PostgreSQL: refuse them before anything reads the body.
    private static void CheckTexts(ReadOnlySequence<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                // Also checks the UTF-8 of texts without escapes.
                if (reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                {
                    throw ApiErrors.UnreadableBody("The body must not contain NUL characters.");
                }
            }
            catch (InvalidOperationException)
            {
                throw ApiErrors.UnreadableBody("The body contains text that is not valid Unicode.");
            }
        }
    }
}
