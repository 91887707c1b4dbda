using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Commands;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>The emulated device, which does what official ones do and our extensions too, obeys every setting, or not, as it is told.</summary>
public sealed class SwarmSettingTests
{
    // The emulation reports these by itself once they are set.
    private static readonly string[] Reported =
        ["RESOLUTION", "ORIENTATION", "DATETIME", "TIMERS", "PROPRIETARY_TIMERS", "AUTO_RECOVERY", "PEER_RECOVERY", "EXTENDED_MANAGEMENT"];

    public static TheoryData<string> Settings => SettingCases.Names;

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task It_obeys_and_its_telemetry_shows_it(string name)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync();
        await using var device = await StartAsync(server, options => options);

        await CallAsync(server, device.Uid, setting);

        var logged = await OutcomeAsync(server, device.Uid, setting);
        Assert.True(IsSet(logged, "succeededAt"), logged.GetRawText());
        if (setting.Telemetry is { } telemetry && Reported.Contains(telemetry))
        {
            await Eventually.IsTrueAsync($"{telemetry} is {setting.Data}", async () =>
            {
                using var answer = await server.AsOrganization().GetAsync($"/v1/device/{device.Uid}/telemetry/{telemetry}/latest");
                return answer.IsSuccessStatusCode && JsonNode.DeepEquals(
                    JsonNode.Parse(setting.Data!), JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task It_fails_when_told_to(string name)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync();
        await using var device = await StartAsync(server, options => options with { DecideCommand = _ => new(CommandVerdict.Fail) });

        await CallAsync(server, device.Uid, setting);

        var logged = await OutcomeAsync(server, device.Uid, setting);
        Assert.Equal("device_failed", logged.GetProperty("failCode").GetString());
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task It_stays_silent_when_told_to(string name)
    {
        var setting = SettingCases.All[name];
        var timeouts = new Dictionary<string, string?> { [$"Commands:AnswerTimeouts:{setting.ActionType}"] = "00:00:01", ["Commands:DeadlineInterval"] = "00:00:00.200" };
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Settings = timeouts });
        await using var device = await StartAsync(server, options => options with { DecideCommand = _ => new(CommandVerdict.Silent) });

        await CallAsync(server, device.Uid, setting);

        var logged = await OutcomeAsync(server, device.Uid, setting);
        Assert.Equal("timed_out", logged.GetProperty("failCode").GetString());
        Assert.Contains(device.Emulated.History.ExecutedCommands, command => command is { Verdict: CommandVerdict.Silent } && command.Type == setting.Wire);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task It_lacks_what_it_was_made_without(string name)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync();
        await using var device = await StartAsync(server, options => options with { MissingActions = new HashSet<string> { setting.Wire } });

        await CallAsync(server, device.Uid, setting);

        Assert.Equal("not_supported", (await OutcomeAsync(server, device.Uid, setting)).GetProperty("failCode").GetString());
    }

    [Fact]
    public async Task It_takes_intervals_and_screen_capture_from_its_configuration()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await StartAsync(server, options => options);
        var client = server.AsOrganization();

        using var intervals = await client.PutAsync(
            $"/v1/device/configuration/{device.Uid}/telemetry-intervals", new StringContent("""{"volume":3600000}""", Encoding.UTF8, "application/json"));
        using var capture = await client.PutAsync(
            $"/v1/device/{device.Uid}/screen-capture", new StringContent("""{"enable":false}""", Encoding.UTF8, "application/json"));

        await device.Emulated.WaitForAsync(
            emulated => emulated.Configuration is { TelemetryIntervals: { } map, FeatureFlags: { } flags } && map["volume"] == 3_600_000 && !flags["screenshotCapture"],
            CancellationToken.None).WaitAsync(Eventually.Patience);
        foreach (var type in new[] { "TELEMETRY_INTERVALS", "SET_SCREEN_CAPTURE" })
        {
            await Eventually.IsTrueAsync($"{type} is done", async () => IsSet(await LoggedAsync(server, device.Uid, type), "succeededAt"));
        }
    }

    [Fact]
    public async Task A_refreshed_pin_is_the_one_that_rest_shows()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await StartAsync(server, options => options);

        await CallAsync(server, device.Uid, SettingCases.All["pin, as an extension"]);

        await Eventually.IsTrueAsync("the new PIN is known", async () =>
        {
            using var answer = await server.AsOrganization().GetAsync($"/v1/device/{device.Uid}/pin-code");
            return answer.IsSuccessStatusCode
                && JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["pinCode"]!.GetValue<string>() is var pin
                && pin != "0000" && pin == device.Emulated.State.Pin;
        });
    }

    private static async Task<RunningDevice> StartAsync(PlacardServer server, Func<EmulatedDeviceOptions, EmulatedDeviceOptions> choose)
    {
        var stored = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var emulated = new EmulatedDevice(choose(new()
        {
            Server = server.ApiUrl,
            Duid = stored.Duid,
            Timings = EmulationTimings.Fast,
            PeriodicScreenshots = false,
            SystemLogs = false,
        }));
        emulated.Start();
        await emulated.WaitUntilVerifiedAsync(CancellationToken.None).WaitAsync(Eventually.Patience);
        await emulated.WaitUntilConnectedAsync(CancellationToken.None).WaitAsync(Eventually.Patience);
        return new(stored.Uid, emulated);
    }

    private static async Task CallAsync(PlacardServer server, string uid, SettingCase setting)
    {
        using var request = new HttpRequestMessage(new(setting.Method), $"/v1/device/{uid}/{setting.Path}")
        {
            Content = new StringContent(setting.Body, Encoding.UTF8, "application/json"),
        };
        using var answer = await server.AsOrganization().SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> OutcomeAsync(PlacardServer server, string uid, SettingCase setting) => (JsonElement)await Eventually.GetAsync(
        $"{setting.ActionType} has an outcome",
        async () => await LoggedAsync(server, uid, setting.ActionType) is var logged && (IsSet(logged, "succeededAt") || IsSet(logged, "failedAt")) ? (object)logged : null);

    private static async Task<JsonElement> LoggedAsync(PlacardServer server, string uid, string type)
    {
        using var json = JsonDocument.Parse(await server.AsOrganization().GetStringAsync($"/v1/device/{uid}/action-log"));
        return json.RootElement.EnumerateArray().First(action => action.GetProperty("type").GetString() == type).Clone();
    }

    private static bool IsSet(JsonElement record, string member) => record.GetProperty(member).ValueKind != JsonValueKind.Null;

    private sealed record RunningDevice(string Uid, EmulatedDevice Emulated) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Emulated.DisposeAsync();
    }
}
