namespace Placard.Api.Http;

/// <summary>How a list operation is cut into pages.</summary>
/// <param name="Default">Items of a page when the caller names no limit; null: the whole list.</param>
/// <param name="Most">The largest limit; more is an error.</param>
/// <param name="Limit">Name of the limit.</param>
/// <param name="Since">Name of the inclusive lower bound.</param>
/// <param name="Until">Name of the exclusive upper bound, which is also the cursor.</param>
public sealed record Paging(int? Default, int Most, string Limit = "limit", string Since = "since", string Until = "until")
{
    public const string Cursor = "cursor";
    public const string Descending = "descending";

    /// <summary>The usual one.</summary>
    public static Paging Usual { get; } = new(100, 1000);

    /// <summary>Lists of requests to one device: all that matter at once.</summary>
    public static Paging Actions { get; } = new(1000, 1000);

    /// <summary>The whole list unless <c>pagination</c> is given.</summary>
    public static Paging Legacy { get; } = new(null, 1000, "pagination", "createdSince", "createdUntil");

    public static Paging SystemLog { get; } = new(100, 500);

    public static Paging ByCreation { get; } = new(100, 500, "limit", "createdSince", "createdUntil");
}
