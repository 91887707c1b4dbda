using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class FeatureTestTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Both_parts_get_the_suite_and_the_results_of_either_count(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await using var front = await WireDevice.LogInAsync(server, device.Duid, "front", actions: SoftwareWire.Actions);

        await device.PutAsync("test", new { tests = new[] { "display", "VIDEO", "battery" } });
        var suite = await device.Management.ExpectAsync(SoftwareWire.StartTests);
        Assert.Equal(suite.Uid(), (await front.ExpectAsync(SoftwareWire.StartTests)).Uid());
        Assert.Equal(["display", "video", "battery"], suite.GetProperty("tests").EnumerateArray().Select(test => test.GetString()));
        AssertStands(await device.GetAsync("test"), ["display", "VIDEO", "battery"], [], []);

        await ReportAsync(front, suite, "video", "Succeeded");
        await ReportAsync(device.Management, suite, "battery", "Skipped");
        AssertStands(await device.GetAsync("feature-test"), ["display"], ["VIDEO"], []);
        await ReportAsync(device.Management, suite, "display", "Succeeded");

        var done = await device.GetAsync("test");
        AssertStands(done, [], ["display", "VIDEO"], []);
        Assert.True(PairedDevice.IsSet(done, "finishedAt"));
        var results = done.GetProperty("testResults");
        Assert.Equal(1, results.GetProperty("battery").GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, results.GetProperty("battery").GetProperty("success").ValueKind);
        Assert.True(results.GetProperty("VIDEO").GetProperty("success").GetBoolean());
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("SET_TEST_SUITE"), "succeededAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Results_that_come_at_once_do_not_lose_each_other(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await using var front = await WireDevice.LogInAsync(server, device.Duid, "front", actions: SoftwareWire.Actions);
        var tests = Enumerable.Range(0, 40).Select(number => $"test_{number}").ToArray();
        await device.PutAsync("test", new { tests });
        var suite = await device.Management.ExpectAsync(SoftwareWire.StartTests);
        await front.ExpectAsync(SoftwareWire.StartTests);

        await Task.WhenAll(HalfAsync(device.Management, 0), HalfAsync(front, 1));

        var done = await device.GetAsync("test");
        Assert.Equal(0, done.GetProperty("pendingTests").GetArrayLength());
        Assert.Equal(tests.Order(), Names(done, "successfulTests").Order());

        async Task HalfAsync(WireDevice wire, int half)
        {
            foreach (var test in tests.Where((_, index) => index % 2 == half))
            {
                await ReportAsync(wire, suite, test, "Succeeded");
            }
        }
    }

    [Fact]
    public async Task A_failed_test_fails_the_suite_when_all_have_ended_and_the_first_result_stands()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync("test", new { tests = new[] { "display", "video" } });
        var suite = await device.Management.ExpectAsync(SoftwareWire.StartTests);

        await ReportAsync(device.Management, suite, "video", "Failed");
        await ReportAsync(device.Management, suite, "video", "Succeeded");
        await ReportAsync(device.Management, suite, "unheard-of", "Succeeded");
        AssertStands(await device.GetAsync("test"), ["display"], [], ["video"]);
        await ReportAsync(device.Management, suite, "display", "Succeeded");

        AssertStands(await device.GetAsync("test"), [], ["display"], ["video"]);
        var logged = await device.LoggedAsync("SET_TEST_SUITE");
        Assert.Equal("Failed: video.", logged.GetProperty("failMessage").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_still_pends_after_fifteen_minutes_has_failed(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await SoftwareWire.StartAsync(database, time);
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync("test", new { tests = new[] { "display", "video" } });
        await ReportAsync(device.Management, await device.Management.ExpectAsync(SoftwareWire.StartTests), "display", "Succeeded");

        await time.PassAsync(TimeSpan.FromMinutes(16), device.Management);

        await device.EndedAsync("SET_TEST_SUITE");
        var done = await device.GetAsync("test");
        AssertStands(done, [], ["display"], ["video"]);
        Assert.True(PairedDevice.IsSet(done, "finishedAt"));
    }

    [Fact]
    public async Task Results_may_have_any_shape()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync("test", new { tests = new[] { "a", "b", "c", "d", "e" } });
        var suite = await device.Management.ExpectAsync(SoftwareWire.StartTests);
        string[] shapes =
        [
            """{"identifier":7,"result":{}}""",
            """{"identifier":"\ud800","result":{}}""",
            """{"identifier":"a","result":[]}""",
            """{"identifier":"b","result":{"x":1,"x":2}}""",
            """{"identifier":"c","result":{"title":"\ud800"}}""",
            """{"identifier":"d","result":{"success":"yes","title":"ok"}}""",
            $$$"""{"identifier":"e","result":{"title":"{{{new string('x', 100_000)}}}"}}""",
        ];

        foreach (var (shape, number) in shapes.Select((shape, number) => (shape, number)))
        {
            var body = $"{{\"type\":\"Device.Test.TestSucceeded\",\"uid\":\"{suite.Uid()}\",{shape[1..]}";
            await device.Management.SendTextAsync($"{{\"type\":\"request\",\"event\":\"action\",\"payload\":{body},\"responseUid\":\"r{number}\"}}");
            await device.Management.ConfirmedAsync($"r{number}");
        }

        var done = await device.GetAsync("test");
        AssertStands(done, [], ["a", "b", "c", "d", "e"], []);
        Assert.True(done.GetProperty("testResults").GetProperty("d").GetProperty("success").GetBoolean());
        Assert.True(done.GetProperty("testResults").GetProperty("e").GetProperty("truncated").GetBoolean());
    }

    private static Task ReportAsync(WireDevice wire, JsonElement suite, string test, string outcome) =>
        wire.ReportAsync($"Device.Test.Test{outcome}", new()
        {
            ["uid"] = suite.Uid(),
            ["identifier"] = test,
            ["result"] = new JsonObject { ["title"] = test, ["total"] = 1 },
        });

    private static void AssertStands(JsonElement run, string[] pending, string[] successful, string[] failed)
    {
        Assert.Equal(pending, Names(run, "pendingTests"));
        Assert.Equal(successful.Order(), Names(run, "successfulTests").Order());
        Assert.Equal(failed, Names(run, "failedTests"));
        Assert.Equal(pending.Length == 0, PairedDevice.IsSet(run, "finishedAt"));
    }

    private static IEnumerable<string> Names(JsonElement run, string list) => run.GetProperty(list).EnumerateArray().Select(test => test.GetString()!);
}
