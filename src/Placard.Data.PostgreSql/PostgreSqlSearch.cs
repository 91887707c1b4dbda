// These run in the database, which compares in its own way.
#pragma warning disable CA1304, CA1309, CA1311, CA1862
using Microsoft.EntityFrameworkCore;

namespace Placard.Data.PostgreSql;

/// <summary>
/// Finds parts of texts by the index of trigrams, <c>ix_device_search</c>. How case is folded is the database's locale. The index is over upper-case text,
/// which nothing else asks for: over plain columns the planner would use it for equal values too, and be far slower than by their own indexes.
/// </summary>
internal static class PostgreSqlSearch
{
    private const string Escape = "\\";

    public static IQueryable<string> Find(PlacardDbContext db, DeviceSearch search)
    {
        var pattern = $"%{Literal(search.Text)}%";
        var narrow = db.Devices.Where(device =>
            EF.Functions.ILike(device.Uid.ToUpper(), pattern, Escape) || EF.Functions.ILike(device.Duid.ToUpper(), pattern, Escape) || EF.Functions.ILike(device.Name.ToUpper(), pattern, Escape));
        if (!search.Widely)
        {
            return narrow.Select(device => device.Uid);
        }

        var wide = db.Devices.Where(device =>
            EF.Functions.ILike(device.Uid.ToUpper(), pattern, Escape) || EF.Functions.ILike(device.Duid.ToUpper(), pattern, Escape) || EF.Functions.ILike(device.Name.ToUpper(), pattern, Escape)
            || EF.Functions.ILike(device.SerialNumber!.ToUpper(), pattern, Escape) || EF.Functions.ILike(device.MacAddresses!.ToUpper(), pattern, Escape))
            .Select(device => device.Uid);
        if (search.Hash is not { } least)
        {
            return wide;
        }

        // A hash is hexadecimal, so no beginning of it sorts behind a "g".
        var most = least + "g";
        return wide.Union(db.DeviceVerifications
            .Where(verification => string.Compare(verification.Hash, least) >= 0 && string.Compare(verification.Hash, most) < 0)
            .Select(verification => verification.DeviceUid));
    }

    private static string Literal(string text) => text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
