using Microsoft.EntityFrameworkCore;

namespace Placard.Data;

/// <summary>A text to be found inside the names and identifiers of devices, without case.</summary>
/// <param name="Text">At least <see cref="LeastLength"/> characters; none of them has a special meaning.</param>
/// <param name="Widely">Also in serial number, MAC addresses, and as the beginning of a verification hash.</param>
public sealed record DeviceSearch(string Text, bool Widely)
{
    /// <summary>Shorter texts have no trigram by which an index could find them.</summary>
    public const int LeastLength = 3;

    private const int HashLength = 6;

    /// <summary>The text as a verification hash or its beginning; null when it can't be one.</summary>
    public string? Hash => Widely && Text.Length <= HashLength && Text.All(char.IsAsciiHexDigit) ? Text.ToLowerInvariant() : null;

    public static bool IsLongEnough(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Count() >= LeastLength;
    }
}

/// <summary>Hints for the planner of the database.</summary>
public static class Planning
{
    /// <summary>Begins the SQL of a query that <see cref="PlannedForItsValues"/> marked.</summary>
    public const string Mark = "planned for its values";

    /// <summary>
    /// The query's values decide how it is answered best: a rare brand by the index of brands, a common one by walking the list.
    /// So no plan of an earlier execution is used again.
    /// </summary>
    public static IQueryable<T> PlannedForItsValues<T>(this IQueryable<T> rows) => rows.TagWith(Mark);
}
