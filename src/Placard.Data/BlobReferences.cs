using Microsoft.EntityFrameworkCore;

namespace Placard.Data;

/// <summary>
/// Which blobs rows name. Equal content is one blob, so whoever deletes one must ask here first.
/// A row names a blob by a column that is called <c>BlobHash</c> or ends with it; all such columns of the model are asked.
/// </summary>
public static class BlobReferences
{
    private const int Asked = 500;

    /// <summary>Those of the blobs that no row names.</summary>
    public static async Task<IReadOnlyList<string>> UnusedAsync(PlacardDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var wanted = hashes.Distinct(StringComparer.Ordinal).ToArray();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in wanted.Chunk(Asked))
        {
            var listed = string.Join(", ", Enumerable.Range(0, part.Length).Select(index => $"{{{index}}}"));
            foreach (var (table, column) in Columns(db))
            {
                var sql = $"select {column} as \"Value\" from {table} where {column} in ({listed})";
                used.UnionWith(await db.Database.SqlQueryRaw<string>(sql, [.. part]).ToListAsync(cancellation));
            }
        }

        return [.. wanted.Where(hash => !used.Contains(hash))];
    }

    private static IEnumerable<(string Table, string Column)> Columns(PlacardDbContext db) =>
        from entity in db.Model.GetEntityTypes()
        from property in entity.GetProperties()
        where property.Name.EndsWith("BlobHash", StringComparison.Ordinal)
        select (entity.GetTableName()!, property.GetColumnName());
}
