using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Placard.DeviceEmulation;
using Placard.DeviceProtocol;
using Placard.Domain.Content;
using Placard.TestKit;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>What becomes of content with its device: assigned, moved, replaced, played.</summary>
public sealed class ContentOfDeviceTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Making_an_assignment_active_replaces_what_is_shown_and_deleting_it_shows_nothing(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server);
        var (planned, first, second) = (await server.AddAppletAsync(), await server.AddAppletAsync(), await server.AddAppletAsync());
        await display.AddAsync(planned, new() { ["endsAt"] = "2999-01-01T00:00:00Z" });
        await display.ShowsAsync(planned);

        var one = await display.AssignAsync(first);
        await display.ShowsAsync(first);
        var two = await display.AssignAsync(second, active: false);
        await display.Device.PutAsync($"applet/{two}", new { active = true });
        await display.ShowsAsync(second);
        await display.Device.PutAsync($"applet/{one}", new { active = true });
        await display.ShowsAsync(first);

        using var deleted = await display.Device.Client.DeleteAsync($"/v1/device/{display.Uid}/applet/{one}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        await display.IsEmptyAsync();
        Assert.Equal(6, display.Told);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Content_stays_behind_when_the_device_moves(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server);
        await display.AddAsync(await server.AddAppletAsync());
        await display.NextAsync();
        var other = await server.CreateOrganizationAsync("Branch");

        using var moved = await server.AsAccount().PutAsJsonAsync($"/v1/device/{display.Uid}/organization", new { organizationUid = other.Uid });

        Assert.Equal(HttpStatusCode.NoContent, moved.StatusCode);
        await display.IsEmptyAsync();
        Assert.Equal(0, await CountAsync(server));
        var client = server.AsOrganization(other);
        Assert.Equal("[]", await client.GetStringAsync($"/v1/device/{display.Uid}/applet"));

        // The new organization shows its own, in the same session.
        var applet = await server.AddAppletAsync(organizationUid: other.Uid);
        using var set = await client.PostAsJsonAsync("/v1/timing", new { deviceUid = display.Uid, appletUid = applet.Uid, appletVersion = "1.0.0" });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        await display.EndsWithAsync(applet);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Content_is_gone_when_the_device_is_deprovisioned(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server);
        var uid = await display.AddAsync(await server.AddAppletAsync());
        await display.NextAsync();

        await display.Device.PutAsync("deprovision", new { });

        await display.Front.ExpectAsync(ChannelActions.PerformDeviceDeprovision);
        Assert.Equal(0, await CountAsync(server));
        using var timing = await display.Device.Client.GetAsync($"/v1/timing/{uid}");
        Assert.Equal(HttpStatusCode.NotFound, timing.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task New_hardware_shows_what_the_old_showed_and_nothing_else(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var old = await Display.StartAsync(server);
        await using var successor = await Display.StartAsync(server);
        var (kept, dropped) = (await server.AddAppletAsync(), await server.AddAppletAsync());
        var uid = await old.AddAsync(kept);
        await old.ShowsAsync(kept);
        await successor.AddAsync(dropped);
        await successor.ShowsAsync(dropped);

        await old.Device.PostAsync("replace", new { deviceUid = successor.Uid });

        await old.IsEmptyAsync();
        await successor.ShowsAsync(kept);
        Assert.Equal(uid, (await successor.Device.NewestAsync("applet")).GetProperty("uid").GetString());
        Assert.Equal(1, await CountAsync(server));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_swarm_device_plays_what_it_is_told_and_reports_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var swarm = await SwarmDevice.StartAsync(server, downloads: true);
        var (applet, client) = (await server.AddAppletAsync(), server.AsOrganization());
        using var patience = new CancellationTokenSource(Eventually.Patience);

        using var made = await client.PostAsJsonAsync(
            "/v1/timing", new { deviceUid = swarm.Uid, appletUid = applet.Uid, appletVersion = "1.0.0", configuration = new { identification = "x1" } });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);

        var ready = await swarm.Device.WaitForSentAsync(sent => sent.Type == ChannelActions.ActiveAppletReady, patience.Token);
        Assert.Contains(applet.Uid, ready.Payload, StringComparison.Ordinal);
        Assert.Contains(swarm.Device.State.AppletDefinitions[0].GetProperty("timmingChecksum").GetString()!, ready.Payload, StringComparison.Ordinal);
        await Eventually.IsTrueAsync("the telemetry shows the applet", async () =>
        {
            using var latest = await client.GetAsync($"/v1/device/{swarm.Uid}/telemetry/APPLET/latest");
            return latest.StatusCode == HttpStatusCode.OK
                && (await latest.Content.ReadAsStringAsync()).Contains($$$"""{"appletUid":"{{{applet.Uid}}}","appletVersion":"1.0.0","config":{"identification":"x1"}}""", StringComparison.Ordinal);
        });

        // There is no file behind this build.
        Assert.Equal((0L, 1L), (swarm.Device.Runtime.Counters[Count.AppletsLoaded], swarm.Device.Runtime.Counters[Count.AppletLoadsFailed]));

        using var deleted = await client.DeleteAsync($"/v1/timing/{made.Headers.Location!.Segments[^1]}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        await swarm.Device.WaitForAsync(device => device.State.AppletDefinitions.IsEmpty, patience.Token);
    }

    private static Task<int> CountAsync(PlacardServer server) => server.ReadAsync(db => db.AcrossOrganizations<Timing>().CountAsync());
}
