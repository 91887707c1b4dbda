using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Tests of applets on a device.</summary>
public sealed class AppletTestTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_run_goes_to_both_parts_and_ends_with_the_last_result(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling, AppletWire.Actions);
        await using var front = await server.OpenFrontAsync(device.Duid, polling);
        var applet = await server.CreateAppletAsync();

        // The same names in another version, and as tests of the device itself.
        using (var other = await device.Client.GetAsync($"/v1/device/{device.Uid}/applet-test/{applet}/1.0.0"))
        {
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        await StartAsync(device, applet, "tests/one.spec.js", "tests/One.spec.js", "tests/one.spec.js");
        var suite = await front.ExpectAsync(SoftwareWire.StartTests);
        Assert.Equal(suite.Uid(), (await device.Management.ExpectAsync(SoftwareWire.StartTests)).Uid());
        Assert.Equal(["tests/one.spec.js", "tests/One.spec.js"], suite.GetProperty("tests").EnumerateArray().Select(test => test.GetString()));
        await AssertStandsAsync(device, applet, ["tests/one.spec.js", "tests/One.spec.js"], [], []);

        await ReportAsync(front, suite, "tests/ONE.spec.js", "Succeeded");
        await ReportAsync(front, suite, "tests/One.spec.js", "Failed");
        await AssertStandsAsync(device, applet, ["tests/one.spec.js"], [], ["tests/One.spec.js"]);
        await ReportAsync(device.Management, suite, "tests/one.spec.js", "Succeeded");

        await AssertStandsAsync(device, applet, [], ["tests/one.spec.js"], ["tests/One.spec.js"]);
        Assert.Equal("Failed: tests/One.spec.js.", (await device.LoggedAsync("SET_DEVICE_APPLET_TEST_SUITE")).GetProperty("failMessage").GetString());
        using var feature = await device.Client.GetAsync($"/v1/device/{device.Uid}/test");
        Assert.Equal(HttpStatusCode.NotFound, feature.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_still_pends_after_fifteen_minutes_has_failed_and_a_new_run_begins_anew(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await SoftwareWire.StartAsync(database, time);
        await using var device = await PairedDevice.StartAsync(server, actions: AppletWire.Actions);
        await using var front = await server.OpenFrontAsync(device.Duid);
        var applet = await server.CreateAppletAsync();
        await StartAsync(device, applet, "a", "b");
        await ReportAsync(front, await front.ExpectAsync(SoftwareWire.StartTests), "a", "Succeeded");

        await time.PassAsync(TimeSpan.FromMinutes(16), device.Management, front);

        await device.EndedAsync("SET_DEVICE_APPLET_TEST_SUITE");
        await AssertStandsAsync(device, applet, [], ["a"], ["b"]);
        await StartAsync(device, applet, "b");
        await AssertStandsAsync(device, applet, ["b"], [], []);
    }

    private static async Task StartAsync(PairedDevice device, string applet, params string[] tests)
    {
        using var answer = await device.Client.PutAsJsonAsync($"/v1/device/{device.Uid}/applet-test/{applet}/1.0.0", new { tests });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    private static Task ReportAsync(WireDevice wire, JsonElement suite, string test, string outcome) =>
        wire.ReportAsync($"Device.Test.Test{outcome}", new() { ["uid"] = suite.Uid(), ["identifier"] = test, ["result"] = new JsonObject { ["total"] = 1 } });

    private static async Task AssertStandsAsync(PairedDevice device, string applet, string[] pending, string[] successful, string[] failed)
    {
        var run = await device.GetAsync($"applet-test/{applet}/1.0.0");
        Assert.Equal(pending, Names("pendingTests"));
        Assert.Equal(successful, Names("successfulTests"));
        Assert.Equal(failed, Names("failedTests"));
        Assert.Equal(pending.Length == 0, PairedDevice.IsSet(run, "finishedAt"));
        Assert.Equal((applet, "1.0.0", device.Uid), (run.GetProperty("appletUid").GetString(), run.GetProperty("appletVersion").GetString(), run.GetProperty("deviceUid").GetString()));

        IEnumerable<string> Names(string list) => run.GetProperty(list).EnumerateArray().Select(test => test.GetString()!);
    }
}
