using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Placard.Data;
using Placard.Server.Options;

namespace Placard.Server.Start;

/// <summary>Brings the database to this version's tables.</summary>
internal sealed partial class Migrations(Database database, ILogger<Migrations> log)
{
    /// <summary>Does the work while no other server prepares the same database.</summary>
    public async Task ExclusivelyAsync(Func<Task> work, CancellationToken cancellation)
    {
        await using var db = database.Open();
        try
        {
            await database.Dialect.ExclusivelyAsync(db, "start", work, cancellation);
        }
        catch (DbException exception)
        {
            throw StartException.Environment($"the database ({database.Dialect.Name}) cannot be used: {exception.GetBaseException().Message}", exception);
        }
    }

    public async Task ApplyAsync(CancellationToken cancellation)
    {
        await using var db = database.Open();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToArray();
        if (pending is [])
        {
            return;
        }

        Applying(log, pending.Length, database.Dialect.Name);
        await db.Database.MigrateAsync(cancellation);
    }

    /// <summary>Whether the tables are those of this version.</summary>
    public async Task<bool> AreAppliedAsync(CancellationToken cancellation)
    {
        await using var db = database.Open();
        return !(await db.Database.GetPendingMigrationsAsync(cancellation)).Any();
    }

    [LoggerMessage(1, LogLevel.Information, "Applying {Count} migrations to the {Database} database")]
    private static partial void Applying(ILogger log, int count, string database);
}
