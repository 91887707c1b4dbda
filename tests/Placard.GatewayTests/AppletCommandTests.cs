using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain.Content;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Commands to applets.</summary>
public sealed class AppletCommandTests
{
    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_command_and_its_answer_are_in_one_list_with_one_clock(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await server.OpenFrontAsync(device.Duid, polling);
        var applet = await server.CreateAppletAsync();
        await front.DispatchAsync(applet, "App.Pong", 1);

        var uid = await device.SendCommandAsync(applet, "App.Ping", 2);
        var sent = await device.GetAsync($"applet/{applet}/command/{uid}");
        var received = await front.ExpectAsync(AppletWire.Dispatch);
        await front.DispatchAsync(applet, "App.Pong", 3);

        Assert.Equal(applet, received.GetProperty("appletUid").GetString());
        Assert.Equal("""{"type":"App.Ping","number":2}""", received.GetProperty("command").GetRawText());
        Assert.Equal((uid, device.Uid, applet), (sent.GetProperty("uid").GetString(), sent.GetProperty("deviceUid").GetString(), sent.GetProperty("appletUid").GetString()));
        Assert.Equal("""{"type":"App.Ping","number":2}""", sent.GetProperty("command").GetRawText());
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("timingChecksum").ValueKind);
        Assert.Equal([3, 2, 1], (await device.GetAsync("applet/command")).Numbers());
        Assert.Equal("9b1fd2047e", (await device.GetAsync("applet/command"))[0].GetProperty("timingChecksum").GetString());

        // As the SDK looks for the answer: since the command's own time, by type; element 0 is it.
        var since = sent.GetProperty("receivedAt").GetString();
        var narrowed = await device.GetAsync($"applet/{applet}/command?deviceUid={device.Uid}&appletUid={applet}&type=App.Pong&receivedSince={since}");
        Assert.Equal(3, narrowed.Numbers().First());
        Assert.Equal([2], (await device.GetAsync($"applet/command?type=App.Ping&receivedSince={since}&receivedUntil=")).Numbers());
        Assert.DoesNotContain(2, (await device.GetAsync($"applet/command?receivedUntil={since}")).Numbers());
        var logged = await device.EndedAsync("APPLET_COMMAND");
        Assert.Equal(uid, logged.GetProperty("uid").GetString());
        Assert.True(PairedDevice.IsSet(logged, "succeededAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Commands_stored_side_by_side_reach_the_device_once_in_the_order_of_the_list(DatabaseKind database)
    {
        const int Many = 24;
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await server.OpenFrontAsync(device.Duid);
        var applet = await server.CreateAppletAsync();

        await Task.WhenAll(Enumerable.Range(0, Many).Select(number => device.SendCommandAsync(applet, "App.Go", number)));

        var sent = new List<int>();
        while (sent.Count < Many)
        {
            sent.Add((await front.ExpectAsync(AppletWire.Dispatch)).GetProperty("command").GetProperty("number").GetInt32());
        }

        await front.RoundTripAsync();
        Assert.Equal(Many, front.CountSeen(AppletWire.Dispatch));
        Assert.Equal(sent, (await device.GetAsync("applet/command?descending=false")).Numbers());
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_command_waits_an_hour_for_an_absent_device_and_no_longer(DatabaseKind database, bool polling)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var hourly = new Dictionary<string, string?> { ["Jobs:Enabled"] = "false" };
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time, Settings = hourly });
        var stored = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var applet = await server.CreateAppletAsync();
        var client = server.AsOrganization();
        await SendAsync("App.TooLate");
        time.Advance(TimeSpan.FromMinutes(40));
        await SendAsync("App.InTime");
        time.Advance(TimeSpan.FromMinutes(25));
        await time.PassAsync(TimeSpan.FromSeconds(10));
        await Eventually.IsTrueAsync("the first command expired", async () => (await LogAsync())[1].GetProperty("failCode").GetString() == "expired");

        await using var front = await server.OpenFrontAsync(stored.Duid, polling);

        Assert.Equal("App.InTime", (await front.ExpectAsync(AppletWire.Dispatch)).GetProperty("command").GetProperty("type").GetString());
        await Eventually.IsTrueAsync("the second command is done", async () => PairedDevice.IsSet((await LogAsync())[0], "succeededAt"));
        Assert.Equal(1, front.CountSeen(AppletWire.Dispatch));

        // What the device never got stays in the list.
        using var list = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{stored.Uid}/applet/command"));
        Assert.Equal(["App.InTime", "App.TooLate"], list.RootElement.Types());

        async Task SendAsync(string type)
        {
            using var answer = await client.PostAsJsonAsync($"/v1/device/{stored.Uid}/applet/{applet}/command", new { commandPayload = new { type } });
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        async Task<JsonElement> LogAsync()
        {
            using var json = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{stored.Uid}/action-log"));
            return json.RootElement.Clone();
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_command_is_never_sent_twice(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var applet = await server.CreateAppletAsync();
        await using (var first = await server.OpenFrontAsync(device.Duid))
        {
            first.Confirms = false;
            await device.SendCommandAsync(applet, "App.Go");
            await first.ExpectAsync(AppletWire.Dispatch);
        }

        await using var second = await server.OpenFrontAsync(device.Duid);

        await second.RoundTripAsync();
        Assert.Equal(0, second.CountSeen(AppletWire.Dispatch));
    }

    [Fact]
    public async Task A_device_that_can_not_get_it_still_shows_it_in_the_list()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await device.OpenFrontAsync();
        var applet = await server.CreateAppletAsync();

        var uid = await device.SendCommandAsync(applet, "App.Go");

        Assert.Equal("not_supported", await device.FailCodeAsync("APPLET_COMMAND"));
        Assert.Equal(uid, (await device.NewestAsync("applet/command")).GetProperty("uid").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Pages_of_commands_lose_none_and_repeat_none(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var applet = await server.CreateAppletAsync();
        var now = server.Services.Now();

        // Many of one time; a long one among them.
        var rows = Enumerable.Range(0, 45).Select(number => Row($"u{number:d2}", number % 3 == 0 ? "A" : "B", now.AddSeconds(-number / 5), number == 7 ? 300_000 : 1)).ToArray();
        await server.WriteAsync(db => db.AddRange(rows));
        var client = server.AsOrganization();

        foreach (var limit in new[] { 1, 7, 45, 200 })
        {
            foreach (var (query, expected) in new[]
            {
                ("", rows),
                ("&type=A", rows.Where(row => row.Type == "A")),
                ($"&appletUid={applet}&type=B", rows.Where(row => row.Type == "B")),
                ("&appletUid=other", []),
            })
            {
                var uids = expected.OrderByDescending(row => row.ReceivedAt).ThenByDescending(row => row.Uid, StringComparer.Ordinal).Select(row => row.Uid).ToList();
                Assert.Equal(uids, await WalkAsync($"limit={limit}{query}"));
                uids.Reverse();
                Assert.Equal(uids, await WalkAsync($"limit={limit}{query}&descending=false"));
            }
        }

        using var tooMany = await client.GetAsync($"/v1/device/{device.Uid}/applet/command?limit=201");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);

        async Task<List<string>> WalkAsync(string query) =>
            (await client.WalkAsync($"/v1/device/{device.Uid}/applet/command?{query}")).ConvertAll(command => command.GetProperty("uid").GetString()!);

        AppletCommand Row(string uid, string type, DateTime at, int length) => new()
        {
            Uid = uid,
            DeviceUid = device.Uid,
            OrganizationUid = server.Credentials.OrganizationUid,
            AppletUid = applet,
            Type = type,
            Command = $$"""{"type":"{{type}}","text":"{{new string('x', length)}}"}""",
            IsFromDevice = true,
            ReceivedAt = at,
        };
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_moved_shows_nothing_of_its_old_organization(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await server.OpenFrontAsync(device.Duid);
        var applet = await server.CreateAppletAsync();
        var uid = await device.SendCommandAsync(applet, "Theirs.Sent");
        await front.ExpectAsync(AppletWire.Dispatch);
        await front.DispatchAsync(applet, "Theirs.Received");
        await front.AbortAsync();
        await front.Closed;
        var other = await server.CreateOrganizationAsync();
        using (var moved = await server.AsAccount().PutAsJsonAsync($"/v1/device/{device.Uid}/organization", new { organizationUid = other.Uid }))
        {
            Assert.Equal(HttpStatusCode.NoContent, moved.StatusCode);
        }

        var client = server.AsOrganization(other);
        Assert.Equal("[]", await client.GetStringAsync($"/v1/device/{device.Uid}/applet/command"));
        Assert.Equal("[]", await client.GetStringAsync($"/v1/device/{device.Uid}/applet/{applet}/command"));
        using var one = await client.GetAsync($"/v1/device/{device.Uid}/applet/{applet}/command/{uid}");
        using var before = await device.Client.GetAsync($"/v1/device/{device.Uid}/applet/command");
        using var theirs = await client.PostAsJsonAsync($"/v1/device/{device.Uid}/applet/{applet}/command", new { command = new { type = "Go" } });
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { one.StatusCode, before.StatusCode, theirs.StatusCode });

        // What the device collected before it moved, or before its display dropped the content, is not the new organization's either.
        await server.UploadAsync(device.Duid, AppletWire.Command(applet, "Theirs.Late", 1, server.Services.Now().AddMinutes(1)));
        await using var again = await server.OpenFrontAsync(device.Duid);
        await again.SendAsync("Device.Verification.CheckVerification", new() { ["uid"] = device.Duid });
        await again.ExpectAsync("Applet.LastActiveAppletMissed");
        await Eventually.IsTrueAsync(
            "the display dropped the content",
            () => server.ReadAsync(db => db.AcrossOrganizations<Domain.Devices.Device>().AnyAsync(row => row.Uid == device.Uid && !row.ForgetPending)));
        await server.UploadAsync(
            device.Duid,
            AppletWire.Command(applet, "Theirs.Older", 2, server.Services.Now().AddHours(-1)),
            AppletWire.Command(applet, "Theirs.Oldest", 2, server.Services.Now().AddDays(-60)),
            AppletWire.Command(applet, "Ours", 3, server.Services.Now().AddSeconds(1)));
        using var list = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{device.Uid}/applet/command"));
        Assert.Equal(["Ours"], list.RootElement.Types());
    }
}
