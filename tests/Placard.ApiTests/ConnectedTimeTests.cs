using System.Diagnostics;
using System.Net;
using System.Text.Json;
using CsCheck;
using Placard.Domain;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed class ConnectedTimeTests(ITestOutputHelper output)
{
    private const double Day = 24 * 60;

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Both_connections_count_as_one_from_the_provisioning_on(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        var uid = await times.DeviceAsync(
            100, (300, 95, "management"), (96, 90, "front"), (80, 70, "front"), (78, 60, "management"), (50, 40, "management"), (10, null, "management"));

        // 100 to 90, 80 to 60, 50 to 40, 10 to now.
        Assert.Equal((50 * 60, 50 * 60, 100 * 60, 50), await times.UptimeAsync($"deviceUid={uid}"));
        Assert.Equal((50 * 60, 50 * 60, 100 * 60, 50), await times.UptimeAsync());

        var ranges = (await times.GetAsync($"/v1/device/{uid}/offline-range?limit=10")).EnumerateArray().ToArray();
        Assert.Equal([(40d, 10d), (60, 50), (90, 80)], ranges.Select(range => (MinutesAgo(times, range, "since"), MinutesAgo(times, range, "until"))));
        Assert.All(ranges, range => Assert.Equal(range.GetProperty("until").GetString(), range.GetProperty("createdAt").GetString()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_never_came_is_offline_since_its_provisioning(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        var uid = await times.DeviceAsync(30);

        Assert.Equal((0, 30 * 60, 30 * 60, 0), await times.UptimeAsync($"deviceUid={uid}"));
        var range = Assert.Single((await times.GetAsync($"/v1/device/{uid}/offline-range")).EnumerateArray());
        Assert.Equal(30, MinutesAgo(times, range, "since"));
        Assert.Equal(JsonValueKind.Null, range.GetProperty("until").ValueKind);
        Assert.Equal(uid, range.GetProperty("deviceUid").GetString());
        Assert.Equal(50, range.GetProperty("uid").GetString()!.Length);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_computed_agrees_with_a_naive_look_at_every_millisecond_that_matters(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        var interval =
            from since in Gen.Double[0, 400]
            from length in Gen.Double[0, 90]
            from open in Gen.Int[0, 9]
            from front in Gen.Bool
            let until = open == 0 ? default(double?) : Math.Max(0, since - length)
            let connection = front ? "front" : "management"
            select (since, until, connection);
        var life =
            from provisioned in Gen.Double[0, 300]
            from intervals in interval.Array[0, 12]
            from period in Gen.Select(Gen.Double[0, 350], Gen.Double[0, 350])
            select (provisioned, intervals, begin: Math.Max(period.Item1, period.Item2) + 0.001, end: Math.Min(period.Item1, period.Item2));

        await life.SampleAsync(
            async sample =>
            {
                var uid = await times.DeviceAsync(sample.provisioned, sample.intervals);
                var connected = new NaiveTime(
                    times.Ago(sample.provisioned),
                    [.. sample.intervals.Select(part => (times.Ago(part.since), part.until is { } until ? times.Ago(until) : times.Time.Now()))]);

                var (up, down, total, _) = await times.UptimeAsync($"deviceUid={uid}&since={times.Ago(sample.begin).ToContract()}&until={times.Ago(sample.end).ToContract()}");
                var (expectedUp, expectedTotal) = connected.Sum(times.Ago(sample.begin), times.Ago(sample.end));
                Assert.Equal((expectedUp, expectedTotal - expectedUp, expectedTotal), (Milliseconds(up), Milliseconds(down), Milliseconds(total)));

                var ranges = (await times.GetAsync($"/v1/device/{uid}/offline-range?limit=1000&descending=0")).EnumerateArray()
                    .Select(range => (range.GetProperty("since").GetDateTime(), range.GetProperty("until").ValueKind == JsonValueKind.Null ? (DateTime?)null : range.GetProperty("until").GetDateTime()));
                Assert.Equal(connected.Offline(times.Time.Now()), ranges);

                var hours = await times.GetAsync($"/v1/device/{uid}/hourly-connected-status?from={times.Ago(600).ToContract()}");
                foreach (var hour in hours.EnumerateArray())
                {
                    var from = hour.GetProperty("from").GetDateTime();
                    Assert.Equal(connected.Sum(from, from.AddHours(1)).Up, hour.GetProperty("time").GetInt64());
                }
            },
            iter: 60, threads: 1);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Offline_ranges_page_both_ways_and_lose_none(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        var uid = await times.DeviceAsync(1000, [.. Enumerable.Range(1, 20).Select(number => (number * 40d, (double?)((number * 40) - 15), "management"))]);
        var all = await WalkAsync(times, $"/v1/device/{uid}/offline-range?limit=100");

        Assert.Equal(21, all.Count);
        Assert.Equal(all, await WalkAsync(times, $"/v1/device/{uid}/offline-range?limit=4"));
        Assert.Equal(all.AsEnumerable().Reverse(), await WalkAsync(times, $"/v1/device/{uid}/offline-range?limit=4&descending=false"));

        // What overlaps: it may have begun before and end after.
        var since = times.Ago(200).ToContract();
        var until = times.Ago(100).ToContract();
        var within = await WalkAsync(times, $"/v1/device/{uid}/offline-range?limit=1&since={since}&until={until}");
        Assert.Equal(all.Where(range => string.CompareOrdinal(range.Since, until) < 0 && (range.Until is null || string.CompareOrdinal(range.Until, since) > 0)), within);
        Assert.Equal(within.AsEnumerable().Reverse(), await WalkAsync(times, $"/v1/device/{uid}/offline-range?limit=1&descending=0&since={since}&until={until}"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Hours_are_full_ones_of_the_period_both_ends_included(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        var uid = await times.DeviceAsync(10 * Day, (3 * 60, 2 * 60, "management"), (30, null, "front"));

        // It is 10:20:30.456.
        var hours = (await times.GetAsync($"/v1/device/{uid}/hourly-connected-status?from=2026-11-20T07:59:59Z&to=2026-11-20T09:00:00Z")).EnumerateArray().ToArray();
        Assert.Equal([39 * 60_000 + 29_544, 20 * 60_000 + 30_456, 9 * 60_000 + 29_544], hours.Select(hour => hour.GetProperty("time").GetInt64()));
        Assert.Equal("2026-11-20T07:00:00.000Z", hours[0].GetProperty("from").GetString());
        Assert.Equal("2026-11-20T07:59:59.999Z", hours[0].GetProperty("to").GetString());
        Assert.Equal("2026-11-20T08:00:00.000Z", hours[0].GetProperty("createdAt").GetString());
        Assert.Equal(uid, hours[0].GetProperty("deviceIdentityHash").GetString());
        Assert.Equal(7 * 24, (await times.GetAsync($"/v1/device/{uid}/hourly-connected-status")).GetArrayLength());
        Assert.Equal(0, (await times.GetAsync($"/v1/device/{uid}/hourly-connected-status?from=2026-11-20T10:00:00Z")).GetArrayLength());
        Assert.Equal(0, (await times.GetAsync($"/v1/device/{uid}/hourly-connected-status?from=2030-01-01&to=2030-01-02")).GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Only_the_caller_s_devices_count_and_none_from_before_it_was_theirs(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        await times.DeviceAsync(100, (200, null, "management"));
        var foreign = await times.Server.CreateForeignOrganizationAsync();
        var stranger = times.Server.AsOrganization(foreign);

        using var json = JsonDocument.Parse(await stranger.GetStringAsync("/v1/uptime"));
        Assert.Equal(0, json.RootElement.GetProperty("total").GetDouble());

        var uid = await times.DeviceAsync(50, (200, null, "management"));
        using var refused = await stranger.GetAsync($"/v1/uptime?deviceUid={uid}");
        using var unknown = await stranger.GetAsync("/v1/uptime?deviceUid=0123");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await refused.Content.ReadAsStringAsync());
        Assert.Equal((150 * 60, 0, 150 * 60, 100), await times.UptimeAsync());
    }

    [Theory]
    [InlineData("/v1/uptime?since=2026-11-21T00:00:00Z")]
    [InlineData("/v1/uptime?since=2026-11-19&until=2026-11-18")]
    [InlineData("/v1/uptime?until=soon")]
    [InlineData("/v1/device/{uid}/hourly-connected-status?from=2026-11-19&to=2026-11-18")]
    [InlineData("/v1/device/{uid}/hourly-connected-status?from=2020-11-19")]
    [InlineData("/v1/device/{uid}/hourly-connected-status?from=0001-01-01&to=0001-01-01")]
    [InlineData("/v1/device/{uid}/offline-range?limit=0")]
    [InlineData("/v1/device/{uid}/offline-range?since=x")]
    [InlineData("/v1/device/{uid}/report?createdSince=x")]
    [InlineData("/v1/device/{uid}/system-log?limit=1001")]
    public async Task Impossible_periods_are_refused(string path)
    {
        await using var times = await ConnectedTimes.StartAsync(DatabaseKind.Sqlite);
        var uid = await times.DeviceAsync(100);

        using var answer = await times.Server.AsOrganization().GetAsync(path.Replace("{uid}", uid, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_year_of_ten_thousand_intervals_is_answered_at_once(DatabaseKind database)
    {
        await using var times = await ConnectedTimes.StartAsync(database);
        const int Intervals = 10_000;
        var step = 365 * Day / Intervals;
        var uid = await times.DeviceAsync(
            365 * Day,
            [.. Enumerable.Range(1, Intervals).Select(number => (number * step, (double?)((number * step) - (step * 0.7)), number % 3 == 0 ? "front" : "management"))]);
        await times.Server.ReadAsync(db => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "analyze"));
        var since = times.Ago(365 * Day).ToContract();

        var uptime = await MedianAsync(() => times.UptimeAsync($"deviceUid={uid}&since={since}"));
        var ranges = await MedianAsync(() => times.GetAsync($"/v1/device/{uid}/offline-range"));
        var whole = await MedianAsync(() => times.UptimeAsync($"since={since}"));

        output.WriteLine($"{database}: uptime {uptime:0.0} ms, offline ranges {ranges:0.0} ms, organization {whole:0.0} ms (p50, over HTTP)");
        Assert.True(uptime < 200 && ranges < 200, $"uptime {uptime} ms, offline ranges {ranges} ms");
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        var taken = new List<double>();
        foreach (var _ in Enumerable.Range(0, 25))
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return taken.Order().ElementAt(taken.Count / 2);
    }

    private static async Task<List<(string? Since, string? Until)>> WalkAsync(ConnectedTimes times, string path) =>
        (await times.Server.AsOrganization().WalkAsync(path)).ConvertAll(item => (item.GetProperty("since").GetString(), item.GetProperty("until").GetString()));

    private static double MinutesAgo(ConnectedTimes times, JsonElement range, string member) => (times.Time.Now() - range.GetProperty(member).GetDateTime()).TotalMinutes;

    private static long Milliseconds(double seconds) => (long)Math.Round(seconds * 1000);

    /// <summary>The same by simple means: cut time at every begin and end, and look at each part.</summary>
    private sealed class NaiveTime(DateTime begin, (DateTime Since, DateTime Until)[] intervals)
    {
        public (long Up, long Total) Sum(DateTime from, DateTime to)
        {
            from = from < begin ? begin : from;
            to = to < ConnectedTimes.Now.UtcDateTime ? to : ConnectedTimes.Now.UtcDateTime;
            return to <= from
                ? (0, 0)
                : (Parts(from, to).Where(part => part.Connected).Sum(part => (long)(part.Until - part.Since).TotalMilliseconds), (long)(to - from).TotalMilliseconds);
        }

        public IEnumerable<(DateTime, DateTime?)> Offline(DateTime now)
        {
            DateTime? since = null;
            foreach (var part in begin < now ? Parts(begin, now) : [])
            {
                if (part.Connected && since is { } lost)
                {
                    yield return (lost, part.Since);
                    since = null;
                }
                else if (!part.Connected)
                {
                    since ??= part.Since;
                }
            }

            if (since is { } still)
            {
                yield return (still, null);
            }
        }

        private IEnumerable<(DateTime Since, DateTime Until, bool Connected)> Parts(DateTime from, DateTime to)
        {
            var cuts = intervals.SelectMany(interval => new[] { interval.Since, interval.Until })
                .Where(cut => cut > from && cut < to).Append(from).Append(to).Distinct().Order().ToArray();
            return cuts.Zip(cuts.Skip(1)).Select(part => (part.First, part.Second, intervals.Any(interval => interval.Since <= part.First && interval.Until >= part.Second)));
        }
    }
}
