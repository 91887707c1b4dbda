using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Placard.Data.PostgreSql;

/// <summary>
/// Keeps marked queries from being prepared. After some executions the server would plan a prepared one without its values, guess that
/// every value is common, and walk a whole organization for a rare one.
/// </summary>
internal sealed class UnpreparedQueries : DbCommandInterceptor
{
    private const string Mark = "-- " + Planning.Mark;

    private int _executions;

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        MakeUnique(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        MakeUnique(command);
        return ValueTask.FromResult(result);
    }

    // Npgsql prepares a text that it has seen some times.
    private void MakeUnique(DbCommand command)
    {
        if (command.CommandText.StartsWith(Mark, StringComparison.Ordinal))
        {
            command.CommandText += string.Create(CultureInfo.InvariantCulture, $"\n-- {Interlocked.Increment(ref _executions)}");
        }
    }
}
