// These run in the database, which compares in its own way.
#pragma warning disable CA1309
using Microsoft.EntityFrameworkCore;

namespace Placard.Data.PostgreSql;

/// <summary>Finds parts of texts by the index of trigrams, <c>ix_device_search</c>. How case is folded is the database's locale.</summary>
internal static class PostgreSqlSearch
{
    private const string Escape = "\\";

    public static IQueryable<string> Find(PlacardDbContext db, DeviceSearch search)
    {
        var pattern = $"%{Literal(search.Text)}%";
        var narrow = db.Devices.Where(device =>
            EF.Functions.ILike(device.Uid, pattern, Escape) || EF.Functions.ILike(device.Duid, pattern, Escape) || EF.Functions.ILike(device.Name, pattern, Escape));
        if (!search.Widely)
        {
            return narrow.Select(device => device.Uid);
        }

        var wide = db.Devices.Where(device =>
            EF.Functions.ILike(device.Uid, pattern, Escape) || EF.Functions.ILike(device.Duid, pattern, Escape) || EF.Functions.ILike(device.Name, pattern, Escape)
            || EF.Functions.ILike(device.SerialNumber!, pattern, Escape) || EF.Functions.ILike(device.MacAddresses!, pattern, Escape))
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
