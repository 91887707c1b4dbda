using Microsoft.Extensions.Time.Testing;
using Placard.Domain.DeviceActions;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class CommandTests
{
    private const string SetVolume = "Device.Audio.SetDeviceVolume";
    private const string Power = "Device.Power.PerformPowerAction";

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_setting_reaches_the_device_and_its_answer_reaches_rest(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);

        await device.SetVolumeAsync(42);
        var command = await device.Management.ExpectAsync(SetVolume);
        Assert.Equal(42, command.GetProperty("volume").GetInt32());
        Assert.False(PairedDevice.IsSet(await device.NewestAsync("volume"), "succeededAt"));
        await device.Management.ReportAsync($"{SetVolume}Succeed", new() { ["uid"] = command.GetProperty("uid").GetString() });

        var outcome = await device.OutcomeAsync("volume");
        Assert.True(PairedDevice.IsSet(outcome, "succeededAt"));
        Assert.False(PairedDevice.IsSet(outcome, "failedAt"));
        Assert.Equal(42, outcome.GetProperty("volume").GetInt32());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Commands_stored_side_by_side_reach_the_device_in_the_order_of_the_list(DatabaseKind database)
    {
        const int Many = 24;
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);

        await Task.WhenAll(Enumerable.Range(0, Many).Select(volume => device.SetVolumeAsync(volume)));

        var sent = new List<int>();
        while (sent.Count < Many)
        {
            sent.Add((await device.Management.ExpectAsync(SetVolume)).GetProperty("volume").GetInt32());
        }

        var listed = (await device.GetAsync("volume")).EnumerateArray().Select(item => item.GetProperty("volume").GetInt32());
        Assert.Equal(listed.Reverse(), sent);
        Assert.Equal(Many, device.Management.CountSeen(SetVolume));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task More_commands_than_one_claim_takes_reach_a_connected_device_without_a_sweep(DatabaseKind database)
    {
        const int Many = 120;
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server);

        var stored = await server.SubmitAsync<PerformPowerAction>(device.Uid, server.Credentials.OrganizationUid, Many, """{"devicePowerAction":"SYSTEM_REBOOT"}""");

        // The clock stands still, so no sweep helps.
        var sent = new List<string?>();
        while (sent.Count < Many)
        {
            sent.Add((await device.Management.ExpectAsync(Power)).GetProperty("id").GetString());
        }

        Assert.Equal(stored.Select(action => action.Uid), sent);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Settings_for_an_absent_device_wait_and_the_newest_replaces_the_unsent_ones(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.AbortAsync();
        await device.Management.Closed;
        await OfflineAsync(device);

        await device.SetVolumeAsync(10);
        await device.SetVolumeAsync(20);
        await device.PutAsync("brightness", new { brightness1 = 30 });

        await device.ReconnectAsync();
        Assert.Equal(20, (await device.Management.ExpectAsync(SetVolume)).GetProperty("volume").GetInt32());
        await device.Management.ExpectAsync("Device.Brightness.SyncBrightnessSettings");
        Assert.Equal(1, device.Management.CountSeen(SetVolume));
        var older = (await device.GetAsync("volume"))[1];
        Assert.True(PairedDevice.IsSet(older, "failedAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_unanswered_setting_is_sent_again_in_the_next_session_and_a_power_action_never(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.SetVolumeAsync(42);
        await device.PowerAsync("SYSTEM_REBOOT");
        await device.Management.ExpectAsync(SetVolume);
        await device.Management.ExpectAsync(Power);

        await device.ReconnectAsync();

        await device.Management.ExpectAsync(SetVolume);
        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen(Power));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_restart_of_the_server_loses_no_setting_and_doubles_no_power_action(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.SetVolumeAsync(42);
        await device.PowerAsync("SYSTEM_REBOOT");
        await device.Management.ExpectAsync(Power);

        await server.RestartAsync();
        await device.Management.Closed;
        await device.ReconnectAsync();

        await device.Management.ExpectAsync(SetVolume);
        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen(Power));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_power_action_whose_session_ended_without_an_answer_has_an_unknown_outcome(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server);
        await device.PowerAsync("SYSTEM_REBOOT");
        await device.Management.ExpectAsync(Power);
        await device.Management.AbortAsync();
        await device.Management.Closed;
        await OfflineAsync(device);

        await time.PassAsync(TimeSpan.FromSeconds(70));

        await device.OutcomeAsync("power-action");
        var logged = await device.LoggedAsync("POWER_ACTION");
        Assert.True(PairedDevice.IsSet(logged, "failedAt"));
        Assert.Equal("outcome_unknown", logged.GetProperty("failCode").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_setting_that_the_device_confirms_and_never_answers_times_out(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server);
        await device.SetVolumeAsync(42);
        await device.Management.ExpectAsync(SetVolume);

        await time.PassAsync(TimeSpan.FromSeconds(70), device.Management);

        await device.OutcomeAsync("volume");
        Assert.Equal("timed_out", (await device.LoggedAsync("SET_VOLUME")).GetProperty("failCode").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_unsent_power_action_expires_and_a_setting_does_not(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.AbortAsync();
        await device.Management.Closed;
        await OfflineAsync(device);
        await device.PowerAsync("SYSTEM_REBOOT");
        await device.SetVolumeAsync(42);

        await time.PassAsync(TimeSpan.FromMinutes(16));

        await device.OutcomeAsync("power-action");
        Assert.Equal("expired", (await device.LoggedAsync("POWER_ACTION")).GetProperty("failCode").GetString());
        Assert.False(PairedDevice.IsSet(await device.NewestAsync("volume"), "failedAt"));
        await device.ReconnectAsync();
        await device.Management.ExpectAsync(SetVolume);
    }

    [Fact]
    public async Task A_failure_overturns_the_success_of_a_power_action_and_never_the_other_way()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.PowerAsync("SYSTEM_REBOOT");
        var id = (await device.Management.ExpectAsync(Power)).GetProperty("id").GetString();

        await device.Management.ReportAsync($"{Power}Succeed", new() { ["id"] = id });
        Assert.True(PairedDevice.IsSet(await device.NewestAsync("power-action"), "succeededAt"));
        await device.Management.ReportAsync($"{Power}Failed", new() { ["id"] = id });
        await device.Management.ReportAsync($"{Power}Succeed", new() { ["id"] = id });

        var outcome = await device.NewestAsync("power-action");
        Assert.False(PairedDevice.IsSet(outcome, "succeededAt"));
        Assert.True(PairedDevice.IsSet(outcome, "failedAt"));
    }

    [Fact]
    public async Task The_first_answer_to_a_setting_wins()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.SetVolumeAsync(42);
        var uid = (await device.Management.ExpectAsync(SetVolume)).GetProperty("uid").GetString();

        await device.Management.ReportAsync($"{SetVolume}Succeed", new() { ["uid"] = uid });
        await device.Management.ReportAsync($"{SetVolume}Failed", new() { ["uid"] = uid });

        Assert.True(PairedDevice.IsSet(await device.NewestAsync("volume"), "succeededAt"));
    }

    [Fact]
    public async Task A_device_can_not_answer_for_another()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await using var stranger = await PairedDevice.StartAsync(server);
        await device.SetVolumeAsync(42);
        var uid = (await device.Management.ExpectAsync(SetVolume)).GetProperty("uid").GetString();

        await stranger.Management.ReportAsync($"{SetVolume}Succeed", new() { ["uid"] = uid });

        Assert.False(PairedDevice.IsSet(await device.NewestAsync("volume"), "succeededAt"));
    }

    [Fact]
    public async Task What_a_device_does_not_listen_to_fails_as_not_supported_and_is_not_sent()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: [.. WireDevice.AllActions.Where(action => action != SetVolume)]);

        await device.SetVolumeAsync(42);

        await device.OutcomeAsync("volume");
        Assert.Equal("not_supported", (await device.LoggedAsync("SET_VOLUME")).GetProperty("failCode").GetString());
        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen(SetVolume));
    }

    [Fact]
    public async Task A_device_without_the_capability_is_not_asked()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.TelemetryAsync("MANAGEMENT_CAPABILITIES", new System.Text.Json.Nodes.JsonObject
        {
            ["capable"] = new System.Text.Json.Nodes.JsonArray("SET_BRIGHTNESS"),
        });

        await device.SetVolumeAsync(42);

        await device.OutcomeAsync("volume");
        Assert.Equal("not_supported", (await device.LoggedAsync("SET_VOLUME")).GetProperty("failCode").GetString());
    }

    [Fact]
    public async Task Applet_actions_go_to_front_and_hardware_actions_to_management()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await device.OpenFrontAsync();

        await device.PowerAsync("APPLET_REFRESH");
        await device.PowerAsync("DISPLAY_POWER_OFF");

        Assert.Equal(3, (await front.ExpectAsync(Power)).GetProperty("powerType").GetInt32());
        Assert.Equal(5, (await device.Management.ExpectAsync(Power)).GetProperty("powerType").GetInt32());
        await front.RoundTripAsync();
        await device.Management.RoundTripAsync();
        Assert.Equal(1, front.CountSeen(Power));
        Assert.Equal(1, device.Management.CountSeen(Power));
    }

    [Fact]
    public async Task A_backup_restart_is_fetched_by_the_device_and_confirmed()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.PowerAsync("BACKUP_RESTART");
        var anonymous = server.Anonymous();

        using var json = System.Text.Json.JsonDocument.Parse(await anonymous.GetStringAsync($"/power-action/BACKUP_RESTART/{device.Duid}"));
        using var confirmed = await anonymous.PostAsync(json.RootElement.GetProperty("confirmationUrl").GetString(), null);

        Assert.True(confirmed.IsSuccessStatusCode);
        Assert.True(PairedDevice.IsSet(await device.NewestAsync("power-action"), "succeededAt"));
        using var nothing = await anonymous.GetAsync($"/power-action/BACKUP_RESTART/{device.Duid}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, nothing.StatusCode);
    }

    private static Task OfflineAsync(PairedDevice device) => Eventually.IsTrueAsync(
        "the server noticed that the device is gone",
        async () => !(await device.GetAsync("telemetry/ONLINE_STATUS/latest")).GetProperty("data").GetProperty("online").GetBoolean());
}
