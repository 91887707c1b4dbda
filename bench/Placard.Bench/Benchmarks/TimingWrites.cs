using System.Data.Common;
using System.Globalization;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>
/// A script sets a timing on device after device. The server checks caller, device, applet and limits, and stores the timing and its entry in the
/// action log; the bare program inserts the one row. Same body, same database, same connections, in turn.
/// </summary>
internal static class TimingWrites
{
    private const int Rounds = 3;
    private const int Seconds = 5;
    private const int WarmUp = 12;
    private const string AppletUid = "019a3f5c7b2e0000d41d8cd98f00b204e9800998ecf8427e12";

    // Lua's numbers are doubles; devices are called by their number in 53 hex digits.
    private const string Body =
        $$"""{"deviceUid":"%053x","appletUid":"{{AppletUid}}","appletVersion":"1.0.0","startsAt":"2026-05-30T13:43:00.000Z","endsAt":"2026-05-30T13:43:00.000Z","configuration":{"identification":"75a3a61201","feed":"https://cms.example.org/feeds/75a3a61201"},"position":1,"finishEventType":"DURATION","finishEventData":null}""";

    public static async Task<int> RunAsync(BenchSettings settings, int devices, CancellationToken cancellation)
    {
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, settings.Postgres, null, cancellation);
        await SeededFleet.MakeAsync(server.Database, server.OrganizationUid, devices, cancellation);
        await ExecuteAsync(
            server.Database,
            $"""
            insert into applet (uid, organization_uid, name, created_at) values ('{AppletUid}', '{server.OrganizationUid}', 'Board', now());
            insert into applet_version (applet_uid, version, organization_uid, binary_size, created_at) values ('{AppletUid}', '1.0.0', '{server.OrganizationUid}', 0, now());
            create table bench_timing (like timing including all);
            """,
            cancellation);
        var bareUrl = new Uri($"http://127.0.0.1:{PlacardUnderTest.FreePort()}");
        await using var bare = ChildProcess.Start(
            Environment.ProcessPath!, ["bare", "--database", server.Database, "--port", bareUrl.Port.ToString(CultureInfo.InvariantCulture)]);
        await PlacardUnderTest.ReadyAsync(bare, bareUrl, cancellation, "/ready");

        Task<double> PostAsync(Uri url, int seconds) => Wrk.PostAsync(url, "/v1/timing", Body, devices, server.OrganizationKey, seconds, cancellation);
        await PostAsync(server.Api, WarmUp);
        await PostAsync(bareUrl, WarmUp);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await PostAsync(server.Api, Seconds));
            theirs.Add(await PostAsync(bareUrl, Seconds));
        }

        // Rates are worth something only if each request stored what it should.
        var (timings, actions) = (await CountAsync(server.Database, "timing", cancellation), await CountAsync(server.Database, "device_action", cancellation));
        if (timings != actions || timings < ours.Sum() * Seconds * 0.9)
        {
            throw new InvalidOperationException($"{timings} timings and {actions} actions are stored after rounds of {string.Join(", ", ours)} requests in a second.");
        }

        Console.WriteLine($"timings  postgresql POST /v1/timing on {devices} devices: {ours.Max(),7:0}/s of bare {theirs.Max(),7:0}/s = {ours.Max() / theirs.Max():0.00}   (rounds {string.Join(", ", ours.Zip(theirs, (a, b) => $"{a / b:0.00}"))})");
        return 0;
    }

    private static async Task<long> CountAsync(string database, string table, CancellationToken cancellation)
    {
        await using var connection = SeededFleet.Open(database);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(string database, string sql, CancellationToken cancellation)
    {
        await using DbConnection connection = SeededFleet.Open(database);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
