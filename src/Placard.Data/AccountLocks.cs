using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Placard.Domain.Accounts;

namespace Placard.Data;

/// <summary>Keeps an account as it is until the transaction ends. Where there is one writer, nothing else could change it.</summary>
public static class AccountLocks
{
    /// <summary>The row, tracked, and nobody else's until the commit; behind the locks of organizations. Null when it is not there.</summary>
    public static async Task<Account?> LockAccountAsync(this PlacardDbContext db, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sql = "select * from account where id = {0}" + db.GetService<IDialect>().ForUpdate;
        return (await db.Accounts.FromSqlRaw(sql, id).ToListAsync(cancellation)).FirstOrDefault();
    }

    /// <summary>The same for many, always in the same order, so that two transactions can't wait for each other.</summary>
    public static async Task LockAccountsAsync(this PlacardDbContext db, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(ids);
        const int Asked = 500;
        foreach (var part in ids.Order().Chunk(Asked))
        {
            var listed = string.Join(", ", Enumerable.Range(0, part.Length).Select(index => $"{{{index}}}"));
            var sql = $"select id as \"Value\" from account where id in ({listed}) order by id" + db.GetService<IDialect>().ForUpdate;
            await db.Database.SqlQueryRaw<long>(sql, [.. part]).ToListAsync(cancellation);
        }
    }
}
