using Microsoft.Data.Sqlite;

namespace Placard.Data.Sqlite;

/// <summary>Runs a prepared statement for each of many rows. SQLite works in process, so there is nothing to await.</summary>
internal sealed class SqliteRows(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <param name="sql">Its parameters are called $0, $1 and so on.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="values">The parameters for a row.</param>
    public void Each<T>(string sql, IEnumerable<T> rows, Func<T, object[]> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            var cells = values(row);
            if (command.Parameters.Count == 0)
            {
                for (var index = 0; index < cells.Length; index++)
                {
                    command.Parameters.AddWithValue($"${index}", cells[index]);
                }

                command.Prepare();
            }
            else
            {
                for (var index = 0; index < cells.Length; index++)
                {
                    command.Parameters[index].Value = cells[index];
                }
            }

            command.ExecuteNonQuery();
        }
    }
}
