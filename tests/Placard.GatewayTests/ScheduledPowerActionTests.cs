using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class ScheduledPowerActionTests
{
    private const string Schedule = "Device.Power.SchedulePowerAction";
    private const string Cancel = "Device.Power.CancelScheduledPowerAction";
    private const string Path = "scheduled-power-action";

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_uid_of_the_request_is_the_uid_of_the_schedule_everywhere(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);

        var uid = await CreateAsync(device, "DISPLAY_POWER_OFF");

        Assert.Equal(uid, (await device.Management.ExpectAsync(Schedule)).GetProperty("uid").GetString());
        Assert.Equal(uid, (await device.NewestAsync(Path)).GetProperty("uid").GetString());
        var one = await device.GetAsync($"{Path}/{uid}");
        Assert.Equal("DISPLAY_POWER_OFF", one.GetProperty("powerAction").GetString());
        Assert.Equal(uid, (await device.LoggedAsync("SET_SCHEDULED_POWER_ACTION")).GetProperty("uid").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Equal_schedules_for_an_absent_device_do_not_replace_each_other(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.LeaveAsync();

        string[] uids = [await CreateAsync(device, "APP_RESTART"), await CreateAsync(device, "APP_RESTART")];

        await device.ReconnectAsync();
        foreach (var uid in uids)
        {
            Assert.Equal(uid, (await device.Management.ExpectAsync(Schedule)).GetProperty("uid").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_that_was_never_sent_is_withdrawn(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.LeaveAsync();
        var kept = await CreateAsync(device, "APP_RESTART");
        var uid = await CreateAsync(device, "SYSTEM_REBOOT");

        await DeleteAsync(device, uid, HttpStatusCode.OK);

        Assert.Equal([kept], Uids(await device.GetAsync(Path)));
        await DeleteAsync(device, uid, HttpStatusCode.NotFound);
        var log = await device.GetAsync("action-log");
        Assert.Equal("withdrawn", Logged(log, uid).GetProperty("failCode").GetString());
        var cancelled = await device.LoggedAsync("CANCEL_SCHEDULED_POWER_ACTION");
        Assert.True(PairedDevice.IsSet(cancelled, "succeededAt"));
        await device.ReconnectAsync();
        Assert.Equal(kept, (await device.Management.ExpectAsync(Schedule)).GetProperty("uid").GetString());
        await device.Management.RoundTripAsync();
        Assert.Equal((1, 0), (device.Management.CountSeen(Schedule), device.Management.CountSeen(Cancel)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_that_was_sent_is_cancelled_on_the_device_by_the_part_that_holds_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await device.OpenFrontAsync();
        var uid = await CreateAsync(device, "APPLET_RELOAD");
        await front.ExpectAsync(Schedule);
        await front.ReportAsync($"{Schedule}Succeed", new() { ["uid"] = uid });

        await DeleteAsync(device, uid, HttpStatusCode.OK);
        var frame = await front.ExpectAsync(Cancel);
        Assert.Equal(uid, frame.GetProperty("scheduledPowerActionUid").GetString());
        Assert.Empty(Uids(await device.GetAsync(Path)));

        // Management says yes to everything and holds nothing.
        var cancel = frame.GetProperty("uid").GetString();
        await device.Management.ReportAsync($"{Cancel}Succeed", new() { ["uid"] = cancel });
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync("CANCEL_SCHEDULED_POWER_ACTION"), "succeededAt"));
        await front.ReportAsync($"{Cancel}Succeed", new() { ["uid"] = cancel });
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("CANCEL_SCHEDULED_POWER_ACTION"), "succeededAt"));
        await DeleteAsync(device, uid, HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_that_the_device_did_not_answer_is_not_sent_again_after_its_cancellation(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var uid = await CreateAsync(device, "SYSTEM_REBOOT");
        await device.Management.ExpectAsync(Schedule);

        await DeleteAsync(device, uid, HttpStatusCode.OK);
        await device.Management.ExpectAsync(Cancel);
        await device.ReconnectAsync();

        await device.Management.ExpectAsync(Cancel);
        Assert.Equal(0, device.Management.CountSeen(Schedule));
        Assert.Empty(Uids(await device.GetAsync(Path)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_that_the_device_failed_to_cancel_is_still_there(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var uid = await CreateAsync(device, "SYSTEM_REBOOT");
        await device.Management.ExpectAsync(Schedule);
        await device.Management.ReportAsync($"{Schedule}Succeed", new() { ["uid"] = uid });

        await DeleteAsync(device, uid, HttpStatusCode.OK);
        var cancel = (await device.Management.ExpectAsync(Cancel)).GetProperty("uid").GetString();
        await device.Management.ReportAsync($"{Cancel}Failed", new() { ["uid"] = cancel });

        Assert.Equal([uid], Uids(await device.GetAsync(Path)));
        await DeleteAsync(device, uid, HttpStatusCode.OK);
        await device.Management.ExpectAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_that_the_device_can_not_do_shows_its_failure_and_can_be_deleted(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, actions: [.. WireDevice.AllActions.Where(action => action != Schedule)]);

        var uid = await CreateAsync(device, "SYSTEM_REBOOT");

        Assert.True(PairedDevice.IsSet(await device.GetAsync($"{Path}/{uid}"), "failedAt"));
        Assert.Equal("not_supported", (await device.LoggedAsync("SET_SCHEDULED_POWER_ACTION")).GetProperty("failCode").GetString());
        await DeleteAsync(device, uid, HttpStatusCode.OK);
        Assert.Empty(Uids(await device.GetAsync(Path)));
        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen(Cancel));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Foreign_and_unknown_ones_are_not_found(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var other = await PairedDevice.StartAsync(server);
        var uid = await CreateAsync(device, "SYSTEM_REBOOT");
        var stranger = server.AsOrganization(await server.CreateForeignOrganizationAsync());

        await DeleteAsync(other, uid, HttpStatusCode.NotFound);
        using var foreign = await stranger.DeleteAsync($"/v1/device/{device.Uid}/{Path}/{uid}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal([uid], Uids(await device.GetAsync(Path)));
    }

    private static async Task<string> CreateAsync(PairedDevice device, string powerAction)
    {
        using var answer = await device.Client.PostAsJsonAsync(
            $"/v1/device/{device.Uid}/{Path}", new { powerAction, weekdays = new[] { "MONDAY" }, time = "08:00:00" });
        Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        var location = answer.Headers.Location!;
        Assert.StartsWith($"/v1/device/{device.Uid}/{Path}/", location.AbsolutePath, StringComparison.Ordinal);
        return location.Segments[^1];
    }

    private static async Task DeleteAsync(PairedDevice device, string uid, HttpStatusCode expected)
    {
        using var answer = await device.Client.DeleteAsync($"/v1/device/{device.Uid}/{Path}/{uid}");
        Assert.Equal(expected, answer.StatusCode);
    }

    private static string?[] Uids(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("uid").GetString())];

    private static JsonElement Logged(JsonElement log, string uid) => log.EnumerateArray().Single(action => action.GetProperty("uid").GetString() == uid);
}
