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
        catch (Exception exception) when (Refusal(exception) is { } refusal)
        {
            throw StartException.Environment($"the database ({database.Dialect.Name}) cannot be used: {refusal.Message}", exception);
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
        await database.Dialect.MigrateAsync(db, cancellation);
    }

    /// <summary>Whether the tables are those of this version.</summary>
    public async Task<bool> AreAppliedAsync(CancellationToken cancellation)
    {
        await using var db = database.Open();
        return !(await db.Database.GetPendingMigrationsAsync(cancellation)).Any();
    }

    // EF puts an exception of its own around some failures of the provider.
    private static DbException? Refusal(Exception exception) => exception as DbException ?? exception.InnerException as DbException;

    [LoggerMessage(1, LogLevel.Information, "Applying {Count} migrations to the {Database} database")]
    private static partial void Applying(ILogger log, int count, string database);
}
