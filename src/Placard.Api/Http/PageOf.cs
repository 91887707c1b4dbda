using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Placard.Api.Http;

/// <summary>A bare JSON array; the link to the next page, if there is one, is in the header.</summary>
public sealed class PageOf<T> : IResult, IEndpointMetadataProvider
{
    private readonly IAsyncEnumerable<T>? _stream;

    public PageOf(List<T> items, string? next)
    {
        Items = items;
        Next = next;
    }

    /// <summary>A list of any length, or a page of long items, never held in memory.</summary>
    public PageOf(IAsyncEnumerable<T> stream, string? next = null)
    {
        _stream = stream;
        Items = [];
        Next = next;
    }

    public List<T> Items { get; }

    public string? Next { get; }

    public PageOf<TOther> Select<TOther>(Func<T, TOther> item) =>
        _stream is null ? new(Items.ConvertAll(found => item(found)), Next) : new(_stream.Select(item), Next);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        if (Next is not null)
        {
            response.Headers.Link = $"<{Next}>; rel=\"next\"";
        }

        response.ContentType = "application/json; charset=utf-8";
        if (_stream is null)
        {
            await JsonSerializer.SerializeAsync(response.BodyWriter, Items, ResponseJson.TypeInfo<List<T>>(httpContext), httpContext.RequestAborted);
        }
        else
        {
            await JsonSerializer.SerializeAsync(response.BodyWriter, _stream, ResponseJson.TypeInfo<IAsyncEnumerable<T>>(httpContext), httpContext.RequestAborted);
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(List<T>), ["application/json"]));
    }
}
