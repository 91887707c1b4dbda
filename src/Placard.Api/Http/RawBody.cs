using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Placard.Api.Http;

/// <summary>The bytes of one file as the body.</summary>
public sealed class RawBody
{
    private readonly HttpContext _context;

    private RawBody(HttpContext context) => _context = context;

    /// <summary>What the caller says it is, in lower case and without parameters; null if nothing.</summary>
    public string? MediaType => MediaTypeHeaderValue.TryParse(_context.Request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() : null;

    /// <summary>How many bytes the caller announces; null if none.</summary>
    public long? Length => _context.Request.ContentLength;

    public static ValueTask<RawBody> BindAsync(HttpContext context) => ValueTask.FromResult(new RawBody(context));

    /// <summary>Begins to read.</summary>
    /// <param name="most">The server itself refuses what is more than this and a little.</param>
    public Stream Open(long most)
    {
        const int Slack = 1024;
        RequestSize.Allow(_context, most + Slack);
        return _context.Request.Body;
    }
}
