using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Placard.Api.Features.Content;

namespace Placard.Api.Http;

/// <summary>
/// Where clients bring files to, as they would to a storage: a form whose signed fields are the right to upload, and the file as its last part,
/// which is never held in memory. No operation of the API: no <c>X-Auth</c>, no quota of requests.
/// </summary>
internal static class UploadEndpoint
{
    public const string Path = "/upload";

    private const int BufferBytes = 64 * 1024;
    private const int MostBoundary = 200;
    private const int MostFields = 50;
    private const int MostFieldBytes = 8 * 1024;

    public static void MapUploads(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, AcceptAsync).ExcludeFromDescription();

    private static async Task AcceptAsync(HttpContext context, UploadReceiver receiver)
    {
        RequestSize.Allow(context, receiver.MostRequestBytes);
        RestPath.SetHeaders(context.Response);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var file = await ReadFieldsAsync(context, fields) ?? throw ApiErrors.InvalidBody("file", "is required, as the last part");
        await receiver.AcceptAsync(
            new(Field(fields, "Key"), Field(fields, "Content-Type"), Field(fields, "Content-MD5"), Field(fields, "Policy"), Field(fields, "Signature")),
            context.Request.ContentLength,
            file,
            context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string Field(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) ? value : throw ApiErrors.InvalidBody(name, "is required, before the file");

    private static async Task<Stream?> ReadFieldsAsync(HttpContext context, Dictionary<string, string> fields)
    {
        try
        {
            var reader = new MultipartReader(Boundary(context.Request.ContentType), context.Request.Body, BufferBytes);
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                var name = section.GetContentDispositionHeader() is { } disposition ? HeaderUtilities.RemoveQuotes(disposition.Name).Value : null;
                if ("file".Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return section.Body;
                }

                if (string.IsNullOrEmpty(name) || fields.Count >= MostFields || !fields.TryAdd(name, await ReadFieldAsync(section, name, context.RequestAborted)))
                {
                    throw ApiErrors.UnreadableBody("The form has parts without a name, two of one name, or too many.");
                }
            }

            return null;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ApiErrors.UnreadableBody("The body is not whole multipart/form-data.");
        }
    }

    private static string Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= MostBoundary } boundary
            ? boundary
            : throw ApiErrors.UnreadableBody("The body must be multipart/form-data.");

    private static async Task<string> ReadFieldAsync(MultipartSection section, string name, CancellationToken cancellation)
    {
        var buffer = new byte[MostFieldBytes + 1];
        var length = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length <= MostFieldBytes ? System.Text.Encoding.UTF8.GetString(buffer, 0, length) : throw ApiErrors.InvalidBody(name, $"has more than {MostFieldBytes} bytes");
    }
}
