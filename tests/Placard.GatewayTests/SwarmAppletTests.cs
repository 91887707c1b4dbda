using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Commands;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>The emulated device: whoever runs it plays the applet.</summary>
public sealed class SwarmAppletTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Its_applet_answers_commands_and_what_it_says_offline_arrives_later(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await SwarmDevice.StartAsync(server);
        var applet = await server.CreateAppletAsync();
        device.Device.OnAppletCommand = (emulated, appletUid, command) =>
            emulated.DispatchAppletCommand(appletUid, new JsonObject { ["type"] = command.GetProperty("type").GetString() + "Result" }, "c1");

        // It shows no applet yet, so the command is lost on it.
        await SendAsync("Early");
        await device.Device.WaitForReceivedAsync(action => action.Type == AppletWire.Dispatch, CancellationToken.None).WaitAsync(Eventually.Patience);
        device.Device.State.AppletDefinitions = [JsonSerializer.SerializeToElement(new { appletUid = applet })];
        await SendAsync("Get");
        await ListedAsync("GetResult", "Get", "Early");

        device.Device.Disconnect();
        await device.Device.WaitUntilDisconnectedAsync(CancellationToken.None).WaitAsync(Eventually.Patience);
        device.Device.DispatchAppletCommand(applet, new JsonObject { ["type"] = "Offline" });
        device.Device.Reconnect();
        await ListedAsync("Offline", "GetResult", "Get", "Early");

        async Task SendAsync(string type)
        {
            using var answer = await server.AsOrganization().PostAsJsonAsync($"/v1/device/{device.Uid}/applet/{applet}/command", new { command = new { type } });
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        async Task ListedAsync(params string[] types) => await Eventually.IsTrueAsync(
            $"the list is {string.Join(", ", types)}", async () => (await device.GetAsync("applet/command")).Types().SequenceEqual(types));
    }

    [Fact]
    public async Task It_connects_to_a_developer_s_machine_and_disconnects()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await SwarmDevice.StartAsync(server);
        var client = server.AsOrganization();

        using var connect = await client.PostAsJsonAsync($"/v1/device/{device.Uid}/connect", new { appletUid = "a", appletVersion = "1.0.0", appletPublicUrl = "http://10.0.0.1:8091" });
        await device.Device.WaitForAsync(emulated => emulated.State.ConnectedTo == "http://10.0.0.1:8091", CancellationToken.None).WaitAsync(Eventually.Patience);
        using var disconnect = await client.PostAsJsonAsync($"/v1/device/{device.Uid}/disconnect", new { });
        await device.Device.WaitForAsync(emulated => emulated.State.ConnectedTo is null, CancellationToken.None).WaitAsync(Eventually.Patience);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], new[] { connect.StatusCode, disconnect.StatusCode });
    }

    [Theory]
    [InlineData(CommandVerdict.Succeed, "successfulTests")]
    [InlineData(CommandVerdict.Fail, "failedTests")]
    public async Task It_runs_tests_of_applets(CommandVerdict verdict, string list)
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await SwarmDevice.StartAsync(server, verdict);
        var applet = await server.CreateAppletAsync("2.0.0-beta.1");

        using var run = await server.AsOrganization().PutAsJsonAsync($"/v1/device/{device.Uid}/applet-test/{applet}/2.0.0-beta.1", new { tests = new[] { "tests/sample.spec.js" } });

        Assert.Equal(HttpStatusCode.NoContent, run.StatusCode);
        await device.OutcomeAsync(run.Headers.Location!.Segments[^1]);
        var stands = await device.GetAsync($"applet-test/{applet}/2.0.0-beta.1");
        Assert.Equal(["tests/sample.spec.js"], stands.GetProperty(list).EnumerateArray().Select(test => test.GetString()));
        Assert.True(SwarmDevice.IsSet(stands, "finishedAt"));
    }
}
