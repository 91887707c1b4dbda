using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>Lists of a small and of a large fleet whose filters match the same few devices; and a year of connections of one device.</summary>
internal static class ListsAndHistory
{
    private const int Small = 1_000;
    private const int Large = 100_000;
    private const int Matching = 20;
    private const int Intervals = 10_000;
    private const int Calls = 150;

    private static readonly (string Filter, string Query)[] Filters =
    [
        ("none", ""), ("applicationType", "applicationType=brightsign"), ("search", "search=quixotic"), ("model", "model=rare-model"), ("brand", "brand=rare-brand"),
        ("osVersion", "osVersion=rare-os"), ("serialNumber", "serialNumber=rare-serial"), ("firmwareVersion", "firmwareVersion=rare-firmware"),
        ("locationUid", "locationUid=rare-location"), ("tagUids", "tagUids=rare-tag"),
    ];

    public static async Task<int> RunAsync(BenchSettings settings, CancellationToken cancellation)
    {
        foreach (var postgres in new[] { settings.Postgres, null })
        {
            await ListsAsync(settings, postgres, cancellation);
            await HistoryAsync(settings, postgres, cancellation);
        }

        return 0;
    }

    private static async Task ListsAsync(BenchSettings settings, string? postgres, CancellationToken cancellation)
    {
        await using var small = await FleetAsync(settings, postgres, Small, cancellation);
        await using var large = await FleetAsync(settings, postgres, Large, cancellation);
        using var ofSmall = small.Client();
        using var ofLarge = large.Client();
        foreach (var (filter, query) in Filters)
        {
            var path = $"/v2/device?limit=20&{query}";
            var (few, many) = await AlternateAsync(ofSmall, ofLarge, path, cancellation);
            Console.WriteLine($"lists  {Name(postgres),-10} {filter,-16} p50 {few:0.00} ms at {Small}, {many:0.00} ms at {Large}: {many / few:0.00}");
        }
    }

    private static async Task HistoryAsync(BenchSettings settings, string? postgres, CancellationToken cancellation)
    {
        await using var server = await FleetAsync(settings, postgres, Small, cancellation);
        var uid = 1.ToString("x53", CultureInfo.InvariantCulture);
        await ExecuteAsync(
            server.Database,
            isSqlite => isSqlite
                ? $"""
                  update device set provisioned_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '-370 days') where uid = '{uid}';
                  insert into gateway_interval (device_uid, connection, epoch, node_uid, driver, connected_at, disconnected_at)
                  with recursive n(i) as (select 1 union all select i + 1 from n where i < {Intervals})
                  select '{uid}', 'management', i, 'x', 'ws', strftime('%Y-%m-%d %H:%M:%f', 'now', '-365 days', '+' || (i * 3000) || ' seconds'),
                         strftime('%Y-%m-%d %H:%M:%f', 'now', '-365 days', '+' || (i * 3000 + 2700) || ' seconds') from n;
                  analyze;
                  """
                : $"""
                  update device set provisioned_at = now() - interval '370 days' where uid = '{uid}';
                  insert into gateway_interval (device_uid, connection, epoch, node_uid, driver, connected_at, disconnected_at)
                  select '{uid}', 'management', i, 'x', 'ws', now() - interval '365 days' + i * interval '3000 seconds', now() - interval '365 days' + (i * 3000 + 2700) * interval '1 second'
                  from generate_series(1, {Intervals}) as n(i);
                  analyze;
                  """,
            cancellation);
        using var client = server.Client();
        var since = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(-365).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        var uptime = await MedianAsync(client, $"/v1/uptime?deviceUid={uid}&since={since}", cancellation);
        var ranges = await MedianAsync(client, $"/v1/device/{uid}/offline-range?since={since}&limit=1000", cancellation);
        Console.WriteLine($"history  {Name(postgres),-10} a year, {Intervals} intervals: uptime p50 {uptime:0.0} ms, offline ranges p50 {ranges:0.0} ms");
    }

    private static async Task<PlacardUnderTest> FleetAsync(BenchSettings settings, string? postgres, int devices, CancellationToken cancellation)
    {
        var server = await PlacardUnderTest.StartAsync(settings.Server, postgres, null, cancellation);
        await SeededFleet.MakeAsync(server.Database, server.OrganizationUid, devices, cancellation);
        var every = devices / Matching;
        await ExecuteAsync(
            server.Database,
            _ => $"""
                update device set application_type = 'brightsign', name = 'A quixotic screen', model = 'Rare-Model', brand = 'Rare-Brand', os_version = 'rare-os', serial_number = 'rare-serial',
                    firmware_version = 'rare-firmware', location_uid = 'rare-location'
                where uid in (select uid from (select uid, row_number() over (order by uid) as place from device) numbered where place % {every} = 0);
                insert into device_tag (device_uid, tag_uid, organization_uid, created_at) select uid, 'rare-tag', organization_uid, created_at from device where location_uid = 'rare-location';
                analyze;
                """,
            cancellation);
        return server;
    }

    private static async Task ExecuteAsync(string database, Func<bool, string> sql, CancellationToken cancellation)
    {
        await using var connection = SeededFleet.Open(database);
        await connection.OpenAsync(cancellation);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql(connection is SqliteConnection);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(double Few, double Many)> AlternateAsync(HttpClient few, HttpClient many, string path, CancellationToken cancellation)
    {
        var (ofFew, ofMany) = (new List<double>(), new List<double>());
        for (var call = 0; call < Calls + 50; call++)
        {
            var (one, other) = (await TimeAsync(few, path, cancellation), await TimeAsync(many, path, cancellation));
            if (call >= 50)
            {
                ofFew.Add(one);
                ofMany.Add(other);
            }
        }

        return (Median(ofFew), Median(ofMany));
    }

    private static async Task<double> MedianAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var call = 0; call < Calls + 50; call++)
        {
            times.Add(await TimeAsync(client, path, cancellation));
        }

        return Median(times[50..]);
    }

    private static async Task<double> TimeAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        await answer.Content.ReadAsByteArrayAsync(cancellation);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static string Name(string? postgres) => postgres is null ? "sqlite" : "postgresql";
}
