using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Domain;

namespace Placard.Api.Http;

/// <summary>An item of a list with what orders it: its time, and a uid for those of equal time.</summary>
public sealed class Row<T>
{
    public required DateTime At { get; init; }

    public required string Uid { get; init; }

    public required T Item { get; init; }
}

/// <summary>The same where a number breaks ties.</summary>
public sealed class NumberedRow<T>
{
    public required DateTime At { get; init; }

    public required long Id { get; init; }

    public required T Item { get; init; }
}

/// <summary>
/// The part of a list that the caller asks for. Pages are cut by (time, uid) and not by counting,
/// so that rows that come and go between two pages neither repeat nor hide others.
/// </summary>
public sealed class Page : IEndpointParameterMetadataProvider
{
    private readonly PageAddress _address;
    private readonly string? _cursor;

    private Page(PageAddress address, int? limit, bool descending, DateTime? since, DateTime? until, string? cursor)
    {
        _address = address;
        _cursor = cursor;
        Limit = limit;
        Descending = descending;
        Since = since;
        Until = until;
    }

    /// <summary>Null: the whole list.</summary>
    public int? Limit { get; }

    public bool Descending { get; }

    /// <summary>Inclusive.</summary>
    public DateTime? Since { get; }

    /// <summary>Exclusive, but for the rows of that very time that the cursor has not passed yet.</summary>
    public DateTime? Until { get; }

    /// <summary>The newest items, with nothing left out by time.</summary>
    public bool IsFirst => Limit is not null && Descending && Since is null && Until is null;

    /// <summary>It was reached by the link of another page.</summary>
    public bool IsContinued => _cursor is not null;

    public static ValueTask<Page> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var paging = context.GetEndpoint()?.Metadata.GetMetadata<Paging>() ?? Paging.Usual;
        var since = QueryReading.Instant(context, paging.Since) ?? QueryReading.Instant(context, "since") ?? QueryReading.Instant(context, "createdSince");
        var until = QueryReading.Instant(context, paging.Until) ?? QueryReading.Instant(context, "until") ?? QueryReading.Instant(context, "createdUntil");
        return ValueTask.FromResult(new Page(
            new(context, paging, context.RequestServices.GetRequiredService<PublicAddresses>()),
            ReadLimit(context, paging),
            ReadDescending(context),
            since,
            until,
            PageCursor.Read(context)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new PagedMetadata());
    }

    /// <summary>Makes the link to the next page carry what came in the body.</summary>
    public Page Carrying(string name, IReadOnlyList<string> values)
    {
        _address.Carry(name, values);
        return this;
    }

    /// <summary>Reads the page of rows that are shown as they are.</summary>
    public Task<PageOf<T>> ReadAsync<T>(IQueryable<Row<T>> rows, CancellationToken cancellation) =>
        CutAsync(Select(rows), row => (row.At, row.Uid), row => row.Item, cancellation);

    /// <summary>Reads the page of entities, of which only what the shape names leaves the database.</summary>
    public Task<PageOf<T>> ReadAsync<TEntity, T>(
        IQueryable<Row<TEntity>> rows, Expression<Func<TEntity, T>> shape, Func<T, (DateTime At, string Uid)> key, CancellationToken cancellation) =>
        CutAsync(Select(rows).Select(row => row.Item).Select(shape), key, item => item, cancellation);

    /// <summary>
    /// Reads the page of entities that may be long, and never holds more than one: only their keys are read ahead, which the link to the next page needs.
    /// </summary>
    public async Task<PageOf<T>> ReadLongAsync<TEntity, T>(IQueryable<Row<TEntity>> rows, Expression<Func<TEntity, T>> shape, CancellationToken cancellation)
    {
        if (Limit is not { } limit)
        {
            return new(Stream(Select(rows).Select(row => row.Item).Select(shape), item => item, cancellation));
        }

        var keys = await Select(rows).Select(row => new { row.At, row.Uid }).Take(limit + 1).ToListAsync(cancellation);
        string? next = null;
        if (keys.Count > limit)
        {
            keys.RemoveAt(limit);
            next = _address.Next(limit, Descending, keys[^1].At, keys[^1].Uid);
        }

        if (keys.Count == 0)
        {
            return new([], next: null);
        }

        // By their uids, so that what is added meanwhile does not push another off the page.
        var uids = keys.ConvertAll(key => key.Uid);
        var page = Select(rows.Where(row => uids.Contains(row.Uid))).Select(row => row.Item).Select(shape);
        return new(Stream(page, item => item, cancellation), next);
    }

    public Task<PageOf<T>> ReadAsync<T>(IQueryable<NumberedRow<T>> rows, CancellationToken cancellation)
    {
        var (since, until) = (Since, Until);
        long? cursor = _cursor is null ? null
            : long.TryParse(_cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
            : throw ApiErrors.InvalidQuery(Paging.Cursor, "is not of this list");
        rows = (Descending, cursor) switch
        {
            (true, not null) when until is not null => rows.Where(row => row.At <= until && (row.At < until || row.Id < cursor)),
            (false, not null) when since is not null => rows.Where(row => row.At >= since && (row.At > since || row.Id > cursor)),
            _ => rows,
        };
        if (since is not null && (Descending || cursor is null))
        {
            rows = rows.Where(row => row.At >= since);
        }

        if (until is not null && (!Descending || cursor is null))
        {
            rows = rows.Where(row => row.At < until);
        }

        rows = Descending
            ? rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id)
            : rows.OrderBy(row => row.At).ThenBy(row => row.Id);
        return CutAsync(rows, row => (row.At, row.Id.ToString(CultureInfo.InvariantCulture)), row => row.Item, cancellation);
    }

    /// <summary>A page that somebody else read, one row more than the limit, in the order of this page.</summary>
    public PageOf<T> Cut<T>(List<T> rows, Func<T, (DateTime At, string Uid)> key)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(key);
        if (rows.Count <= Limit)
        {
            return new(rows, next: null);
        }

        rows.RemoveRange(Limit!.Value, rows.Count - Limit.Value);
        var (at, uid) = key(rows[^1]);
        return new(rows, _address.Next(Limit.Value, Descending, at, uid));
    }

    private IQueryable<Row<T>> Select<T>(IQueryable<Row<T>> rows)
    {
        var (since, until, cursor) = (Since, Until, _cursor);
        rows = (Descending, cursor) switch
        {
            (true, not null) when until is not null => rows.Where(row => row.At <= until && (row.At < until || string.Compare(row.Uid, cursor) < 0)),
            (false, not null) when since is not null => rows.Where(row => row.At >= since && (row.At > since || string.Compare(row.Uid, cursor) > 0)),
            _ => rows,
        };
        if (since is not null && (Descending || cursor is null))
        {
            rows = rows.Where(row => row.At >= since);
        }

        if (until is not null && (!Descending || cursor is null))
        {
            rows = rows.Where(row => row.At < until);
        }

        return Descending
            ? rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Uid)
            : rows.OrderBy(row => row.At).ThenBy(row => row.Uid);
    }

    private static int? ReadLimit(HttpContext context, Paging paging)
    {
        var text = QueryReading.First(context, paging.Limit);
        if (text is null)
        {
            return paging.Default;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= paging.Most
            ? limit
            : throw ApiErrors.InvalidQuery(paging.Limit, $"must be a whole number between 1 and {paging.Most}");
    }

    // The reference types it as an integer in one place: any number but zero is true.
    private static bool ReadDescending(HttpContext context) =>
        long.TryParse(QueryReading.First(context, Paging.Descending), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number != 0
            : QueryReading.Flag(context, Paging.Descending) ?? true;

    private async Task<PageOf<TItem>> CutAsync<TRow, TItem>(
        IQueryable<TRow> rows, Func<TRow, (DateTime At, string Uid)> key, Func<TRow, TItem> item, CancellationToken cancellation)
    {
        if (Limit is not { } limit)
        {
            return new(Stream(rows, item, cancellation));
        }

        var read = await rows.Take(limit + 1).ToListAsync(cancellation);
        if (read.Count <= limit)
        {
            return new(read.ConvertAll(row => item(row)), next: null);
        }

        read.RemoveAt(limit);
        var (at, uid) = key(read[^1]);
        return new(read.ConvertAll(row => item(row)), _address.Next(limit, Descending, at, uid));
    }

    private static async IAsyncEnumerable<TItem> Stream<TRow, TItem>(
        IQueryable<TRow> rows, Func<TRow, TItem> item, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return item(row);
        }
    }
}

/// <summary>Says to the API document that the operation takes the parameters of its <see cref="Paging"/>.</summary>
public sealed record PagedMetadata;
