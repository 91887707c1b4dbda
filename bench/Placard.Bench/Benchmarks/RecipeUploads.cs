using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>
/// A file of recipes with tags and locations, from the request to the answer, beside the bare insert of the rows that came of it into tables of the
/// same indexes: COPY on PostgreSQL, one statement within the engine on SQLite.
/// </summary>
internal static class RecipeUploads
{
    private const int Rounds = 3;
    private const int Named = 20;
    private static readonly string[] Tables = ["provisioning_recipe", "provisioning_recipe_tag"];

    public static async Task<int> RunAsync(BenchSettings settings, int recipes, CancellationToken cancellation)
    {
        await RunAsync(settings, settings.Postgres, recipes, cancellation);
        await RunAsync(settings, null, recipes, cancellation);
        return 0;
    }

    private static async Task RunAsync(BenchSettings settings, string? postgres, int recipes, CancellationToken cancellation)
    {
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, postgres, null, cancellation);
        await using var connection = SeededFleet.Open(server.Database);
        await connection.OpenAsync(cancellation);
        for (var number = 0; number < Named; number++)
        {
            var values = $"('{Uid(number)}', '{server.OrganizationUid}', 'Number {number}', '2026-01-01 00:00:00.000Z')";
            await ExecuteAsync(connection, $"insert into organization_tag (uid, organization_uid, name, created_at) values {values}; insert into location (uid, organization_uid, name, created_at) values {values}", cancellation);
        }

        var csv = Csv(recipes);
        using var client = server.Client();
        client.Timeout = TimeSpan.FromMinutes(5);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await UploadAsync(client, csv, cancellation));
            if (await CountAsync(connection, Tables[0], cancellation) != recipes || await CountAsync(connection, Tables[1], cancellation) != 2 * recipes)
            {
                throw new InvalidOperationException("The file was not stored whole.");
            }

            bare.Add(await InsertBareAsync(connection, cancellation));
            await ExecuteAsync(connection, string.Concat(Tables.Select(table => $"delete from {table};")), cancellation);
        }

        Console.WriteLine($"recipes    {(postgres is null ? "sqlite" : "postgresql"),-10} {recipes} lines, {csv.Length / 1e6:0.0} MB: {ours.Min():0.00} s, bare insert {bare.Min():0.00} s = {bare.Min() / ours.Min():0.00}; server RSS {server.Process.ResidentBytes / 1e6:0} MB");
    }

    private static byte[] Csv(int recipes)
    {
        var csv = new StringBuilder("brand,model,serialNumber,macAddress,tagUids,locationUid,deviceName\n");
        for (var number = 0; number < recipes; number++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"LGE,55SM5C-BF-1,SN{number},02{number:x10},{Uid(number % Named)};{Uid((number + 1) % Named)},{Uid(number % Named)},Display {number}\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static async Task<double> UploadAsync(HttpClient client, byte[] csv, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync("/v1/bulk-provisioning/recipe/csv", content, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException(body);
    }

    private static async Task<double> InsertBareAsync(DbConnection connection, CancellationToken cancellation)
    {
        var seconds = 0.0;
        foreach (var table in Tables)
        {
            if (connection is NpgsqlConnection postgres)
            {
                await ExecuteAsync(connection, $"create table bench_{table} (like {table} including all)", cancellation);
                string rows;
                using (var reader = await postgres.BeginTextExportAsync($"copy {table} to stdout", cancellation))
                {
                    rows = await reader.ReadToEndAsync(cancellation);
                }

                var began = Stopwatch.GetTimestamp();
                await using (var writer = await postgres.BeginTextImportAsync($"copy bench_{table} from stdin", cancellation))
                {
                    await writer.WriteAsync(rows.AsMemory(), cancellation);
                }

                seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
            else
            {
                await MakeTableAsync(connection, table, cancellation);
                var began = Stopwatch.GetTimestamp();
                await ExecuteAsync(connection, $"insert into bench_{table} select * from {table}", cancellation);
                seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            }

            await ExecuteAsync(connection, $"drop table bench_{table}", cancellation);
        }

        return seconds;
    }

    private static async Task MakeTableAsync(DbConnection connection, string table, CancellationToken cancellation)
    {
        var definitions = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"select sql from sqlite_master where tbl_name = '{table}' and sql is not null order by type desc";
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                definitions.Add(reader.GetString(0));
            }
        }

        foreach (var definition in definitions)
        {
            await ExecuteAsync(connection, definition.Replace($"\"{table}\"", $"\"bench_{table}\"", StringComparison.Ordinal).Replace("\"IX_", "\"IX_bench_", StringComparison.Ordinal), cancellation);
        }
    }

    private static string Uid(int number) => number.ToString("x50", CultureInfo.InvariantCulture);

    private static async Task<long> CountAsync(DbConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
