using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Every setting on the wire: what is sent, to whom, what closes it and how.</summary>
public sealed class SettingTests
{
    private static readonly string[] Extensions = ["Placard.SetSecurity", "Placard.RefreshPin"];

    public static TheoryData<DatabaseKind, string> EverySetting => SettingCases.EveryDatabase;

    public static TheoryData<string> Settings => SettingCases.Names;

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EverySetting))]
    public async Task A_setting_reaches_the_part_that_decides_and_its_answer_reaches_rest(DatabaseKind database, string name)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: [.. WireDevice.AllActions, .. Extensions]);
        await using var front = await device.OpenFrontAsync();
        var (deciding, other) = setting.Connection == ConnectionNames.Front ? (front, device.Management) : (device.Management, front);

        await CallAsync(device, setting);
        var frame = await deciding.ExpectAsync(setting.Wire);
        setting.AssertFrame(frame);
        var reply = new JsonObject { ["uid"] = frame.GetProperty("uid").GetString() };

        // The other part gets a copy at most; its answer means nothing.
        await other.ReportAsync(setting.Failed, reply);
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync(setting.ActionType), "failedAt"));
        await deciding.ReportAsync(setting.Succeeded, reply);

        var logged = await device.LoggedAsync(setting.ActionType);
        Assert.True(PairedDevice.IsSet(logged, "succeededAt"));
        Assert.False(PairedDevice.IsSet(logged, "failedAt"));
        if (setting.IsListed)
        {
            var listed = await device.NewestAsync(setting.Path);
            Assert.Equal(frame.GetProperty("uid").GetString(), listed.GetProperty("uid").GetString());
            Assert.True(PairedDevice.IsSet(listed, "succeededAt"));
        }

        if (setting.Telemetry is { } telemetry)
        {
            await device.Management.TelemetryAsync(telemetry, JsonNode.Parse(setting.Data!));
            var data = (await device.GetAsync($"telemetry/{telemetry}/latest")).GetProperty("data");
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(setting.Data!), JsonNode.Parse(data.GetRawText())));
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_device_that_says_no_is_believed(string name)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: [.. WireDevice.AllActions, .. Extensions]);
        await using var front = await device.OpenFrontAsync();
        var deciding = setting.Connection == ConnectionNames.Front ? front : device.Management;

        await CallAsync(device, setting);
        var uid = (await deciding.ExpectAsync(setting.Wire)).GetProperty("uid").GetString();
        await deciding.ReportAsync(setting.Failed, new() { ["uid"] = uid });

        var logged = await device.LoggedAsync(setting.ActionType);
        Assert.False(PairedDevice.IsSet(logged, "succeededAt"));
        Assert.True(PairedDevice.IsSet(logged, "failedAt"));
        Assert.Equal("device_failed", logged.GetProperty("failCode").GetString());
        Assert.NotEmpty(logged.GetProperty("failMessage").GetString()!);
        if (setting.IsListed)
        {
            Assert.True(PairedDevice.IsSet(await device.NewestAsync(setting.Path), "failedAt"));
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task What_a_device_does_not_listen_to_fails_at_once_and_is_not_sent(string name)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync();
        string[] actions = [.. WireDevice.AllActions.Concat(Extensions).Where(action => action != setting.Wire)];
        await using var device = await PairedDevice.StartAsync(server, actions: actions);
        await using var front = await WireDevice.LogInAsync(server, device.Duid, ConnectionNames.Front, actions: actions);

        await CallAsync(device, setting);

        var logged = await device.LoggedAsync(setting.ActionType);
        Assert.True(PairedDevice.IsSet(logged, "failedAt"));
        Assert.Equal("not_supported", logged.GetProperty("failCode").GetString());
        await front.RoundTripAsync();
        await device.Management.RoundTripAsync();
        Assert.Equal(0, front.CountSeen(setting.Wire) + device.Management.CountSeen(setting.Wire));
    }

    [Theory]
    [InlineData("size", "SCREEN_RESIZE")]
    [InlineData("time", "SET_TIME")]
    [InlineData("time server", "NTP_TIME")]
    [InlineData("native timer", "TIMERS_NATIVE")]
    [InlineData("software timer", "TIMERS_PROPRIETARY")]
    [InlineData("schedule of the machine", "SCHEDULE_POWER_ACTION")]
    [InlineData("auto recovery", "AUTO_RECOVERY")]
    [InlineData("peer recovery", "PEER_RECOVERY")]
    [InlineData("extended management", "EXTENDED_MANAGEMENT")]
    public async Task What_a_device_lacks_the_capability_for_fails_at_once_and_with_it_is_sent(string name, string capability)
    {
        var setting = SettingCases.All[name];
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);

        await device.Management.TelemetryAsync("MANAGEMENT_CAPABILITIES", new JsonObject { ["capable"] = new JsonArray("SET_VOLUME") });
        await CallAsync(device, setting);
        Assert.Equal("not_supported", (await device.LoggedAsync(setting.ActionType)).GetProperty("failCode").GetString());

        await device.Management.TelemetryAsync("MANAGEMENT_CAPABILITIES", new JsonObject { ["capable"] = new JsonArray("SET_VOLUME", capability) });
        await CallAsync(device, setting);
        await device.Management.ExpectAsync(setting.Wire);
        Assert.Equal(1, device.Management.CountSeen(setting.Wire));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "auto recovery", 70, true)]
    [InlineData(DatabaseKind.Sqlite, "software timer", 70, true)]
    [InlineData(DatabaseKind.Sqlite, "vpn", 70, true)]
    [InlineData(DatabaseKind.Sqlite, "size", 500, false)]
    [InlineData(DatabaseKind.Sqlite, "time", 500, false)]
    [InlineData(DatabaseKind.Sqlite, "size", 620, true)]
    [InlineData(DatabaseKind.Sqlite, "time", 620, true)]
    public async Task What_a_device_never_answers_ends_after_its_time(DatabaseKind database, string name, int seconds, bool over)
    {
        var setting = SettingCases.All[name];
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server);
        await CallAsync(device, setting);
        await device.Management.ExpectAsync(setting.Wire);

        // The device gives signs of life, but no answer.
        await time.PassAsync(TimeSpan.FromSeconds(seconds), device.Management);

        if (over)
        {
            await Eventually.IsTrueAsync("it ended", async () => PairedDevice.IsSet(await device.LoggedAsync(setting.ActionType), "failedAt"));
            var logged = await device.LoggedAsync(setting.ActionType);
            Assert.Equal("timed_out", logged.GetProperty("failCode").GetString());
            Assert.NotEmpty(logged.GetProperty("failMessage").GetString()!);
        }
        else
        {
            Assert.False(PairedDevice.IsSet(await device.LoggedAsync(setting.ActionType), "failedAt"));
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_newer_timer_replaces_an_unsent_one_of_the_same_type_and_level_only(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.LeaveAsync();

        foreach (var (type, level, on) in new[] { ("TIMER_1", "NATIVE", "01:00:00"), ("TIMER_1", "PROPRIETARY", "02:00:00"), ("TIMER_2", "NATIVE", "03:00:00"), ("TIMER_1", "NATIVE", "04:00:00") })
        {
            await device.PutAsync("timer-settings", new { type, level, timeOn = on, timeOff = (string?)null, weekdays = new[] { "mon" }, volume = 1 });
        }

        await device.ReconnectAsync();
        var times = new List<string?>();
        for (var count = 0; count < 3; count++)
        {
            times.Add((await device.Management.ExpectAsync("Device.Timer.SyncTimerSettings")).GetProperty("timeOn").GetString());
        }

        Assert.Equal(["02:00:00", "03:00:00", "04:00:00"], times);
        var replaced = (await device.GetAsync("action-log")).EnumerateArray().Single(action => PairedDevice.IsSet(action, "failedAt"));
        Assert.Equal("superseded", replaced.GetProperty("failCode").GetString());
        Assert.Equal("01:00:00", replaced.GetProperty("data").GetProperty("timeOn").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_unanswered_setting_is_not_sent_again_after_a_newer_one(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.PutAsync("auto-recovery", new { enabled = true, healthcheckIntervalMs = 30_000 });
        await device.Management.ExpectAsync("Device.AutoRecovery.SetAutoRecovery");
        await device.PutAsync("auto-recovery", new { enabled = false });
        var newer = await device.Management.ExpectAsync("Device.AutoRecovery.SetAutoRecovery");
        await device.Management.ReportAsync("Device.AutoRecovery.SetAutoRecoverySucceeded", new() { ["uid"] = newer.GetProperty("uid").GetString() });

        await device.ReconnectAsync();

        await device.PutAsync("vpn", new { enable = true });
        await device.Management.ExpectAsync("Device.VPN.SetDeviceConnectionToVPN");
        Assert.Equal(0, device.Management.CountSeen("Device.AutoRecovery.SetAutoRecovery"));
        var older = (await device.GetAsync("action-log")).EnumerateArray().Where(action => action.GetProperty("type").GetString() == "SET_AUTO_RECOVERY").Last();
        Assert.Equal("superseded", older.GetProperty("failCode").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_resize_that_made_the_device_restart_is_not_sent_again(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.PutAsync("resolution", new { orientation = "PORTRAIT" });
        await device.Management.ExpectAsync("Device.Resolution.ResizeDevice");

        await device.ReconnectAsync();

        await device.PutAsync("vpn", new { enable = true });
        await device.Management.ExpectAsync("Device.VPN.SetDeviceConnectionToVPN");
        Assert.Equal(0, device.Management.CountSeen("Device.Resolution.ResizeDevice"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Flags_of_security_that_say_different_things_do_not_replace_each_other(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: [.. WireDevice.AllActions, .. Extensions]);
        await device.LeaveAsync();

        await device.PutAsync("security", new { usbEnabled = true });
        await device.PutAsync("security", new { wifiEnabled = true });
        await device.PutAsync("security", new { usbEnabled = false });

        await device.ReconnectAsync(actions: [.. WireDevice.AllActions, .. Extensions]);
        var first = await device.Management.ExpectAsync("Placard.SetSecurity");
        var second = await device.Management.ExpectAsync("Placard.SetSecurity");
        Assert.True(first.GetProperty("value").GetProperty("wifiEnabled").GetBoolean());
        Assert.False(second.GetProperty("value").GetProperty("usbEnabled").GetBoolean());
        var security = await device.GetAsync("security");
        Assert.Equal((JsonValueKind.True, JsonValueKind.False), (security.GetProperty("wifiEnabled").ValueKind, security.GetProperty("usbEnabled").ValueKind));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Security_that_no_device_can_do_is_not_shown_as_set(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);

        await device.PutAsync("security", new { usbEnabled = false });

        Assert.Equal("not_supported", (await device.LoggedAsync("SET_SECURITY")).GetProperty("failCode").GetString());
        Assert.All((await device.GetAsync("security")).EnumerateObject(), flag => Assert.Equal(JsonValueKind.Null, flag.Value.ValueKind));
    }

    private static async Task CallAsync(PairedDevice device, SettingCase setting)
    {
        using var request = new HttpRequestMessage(new(setting.Method), $"/v1/device/{device.Uid}/{setting.Path}")
        {
            Content = new StringContent(setting.Body, Encoding.UTF8, "application/json"),
        };
        using var answer = await device.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }
}
