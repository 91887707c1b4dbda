using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;

namespace Placard.Api.Http;

/// <summary>An item of a list with the name that orders it.</summary>
public sealed class NamedRow<T>
{
    public required string Name { get; init; }

    public required T Item { get; init; }
}

/// <summary>The part of a list in the order of names that the caller asks for. Each name is on one page, whatever comes and goes between two of them.</summary>
public sealed class NamePage : IEndpointParameterMetadataProvider
{
    private readonly PageAddress _address;
    private readonly string? _after;
    private readonly int _limit;

    private NamePage(PageAddress address, int limit, string? after)
    {
        _address = address;
        _limit = limit;
        _after = after;
    }

    public static ValueTask<NamePage> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var paging = context.GetEndpoint()?.Metadata.GetMetadata<Paging>() ?? Paging.Usual;
        var text = QueryReading.First(context, paging.Limit);
        var limit = text is null ? paging.Default ?? paging.Most
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= paging.Most ? number
            : throw ApiErrors.InvalidQuery(paging.Limit, $"must be a whole number between 1 and {paging.Most}");
        return ValueTask.FromResult(new NamePage(
            new(context, paging, context.RequestServices.GetRequiredService<PublicAddresses>()), limit, PageCursor.Read(context)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new QueryParameterMetadata("limit", "integer", "int32", Description: "Items of a page."));
        builder.Metadata.Add(new QueryParameterMetadata(Paging.Cursor, "string", Description: "Only as it stands in the Link to the next page."));
    }

    public async Task<PageOf<T>> ReadAsync<T>(IQueryable<NamedRow<T>> rows, CancellationToken cancellation)
    {
        var after = _after;
        if (after is not null)
        {
            rows = rows.Where(row => string.Compare(row.Name, after) > 0);
        }

        var read = await rows.OrderBy(row => row.Name).Take(_limit + 1).ToListAsync(cancellation);
        if (read.Count <= _limit)
        {
            return new(read.ConvertAll(row => row.Item), next: null);
        }

        read.RemoveAt(_limit);
        return new(read.ConvertAll(row => row.Item), _address.Next(_limit, read[^1].Name));
    }
}
