using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.DeviceGateway.Content;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Messaging;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>What displays are told to show, and when.</summary>
public sealed class ContentTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(56);

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_timing_is_told_to_the_display_at_once_with_all_that_it_needs(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server, polling);
        var page = await server.AddAppletAsync(library: "8.2.4");
        var applet = await server.AddAppletAsync();
        var postfix = await server.BuildAsync(applet, "1.0.0");

        await display.AddAsync(applet, new()
        {
            ["configuration"] = JsonNode.Parse("""{"identification":"x1","deep":{"list":[1,2.50,null]}}"""),
            ["position"] = 2,
            ["finishEvent"] = JsonNode.Parse("""{"type":"IDLE_TIMEOUT","data":30000}"""),
        });
        var timing = Assert.Single(await display.NextAsync());
        await display.AddAsync(page, new() { ["endsAt"] = "2999-01-01T00:00:00Z" });
        var single = Assert.Single(await display.NextAsync());

        Assert.Equal(applet.Uid, timing.GetProperty("appletUid").GetString());
        Assert.Equal("1.0.0", timing.GetProperty("appletVersion").GetString());
        Assert.Equal(postfix, timing.GetProperty("appletVersionPostfix").GetString());
        Assert.True(timing.GetProperty("isPackage").GetBoolean());
        Assert.Equal("""{"identification":"x1","deep":{"list":[1,2.50,null]}}""", timing.GetProperty("configuration").GetRawText());
        Assert.Equal("""{"type":"IDLE_TIMEOUT","data":30000}""", timing.GetProperty("finishEvent").GetRawText());
        Assert.Equal("2", timing.GetProperty("position").GetRawText());
        Assert.Equal("{}", timing.GetProperty("metadata").GetRawText());
        Assert.Matches("^[0-9a-f]{40}$", timing.GetProperty("timmingChecksum").GetString());
        Assert.False(timing.TryGetProperty("frontAppletVersion", out _));
        Assert.False(single.GetProperty("isPackage").GetBoolean());
        Assert.Equal("8.2.4", single.GetProperty("frontAppletVersion").GetString());
        Assert.Equal("""{"type":"DURATION","data":null}""", single.GetProperty("finishEvent").GetRawText());
        Assert.Equal("{}", single.GetProperty("configuration").GetRawText());
        Assert.Equal(0, display.Device.Management.CountSeen(ChannelActions.UpdateAppletTimingsDefinition));
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task The_second_timing_starts_at_its_time_stays_after_its_end_and_gives_way_when_it_is_deleted(DatabaseKind database, bool polling)
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var display = await Display.StartAsync(server, polling);
        WireDevice[] alive = [display.Front, display.Device.Management];
        var (first, second) = (await server.AddAppletAsync(), await server.AddAppletAsync());

        var one = await display.AddAsync(first);
        await display.ShowsAsync(first);
        var two = await display.AddAsync(second, new() { ["startsAt"] = At(time, 60), ["endsAt"] = At(time, 120) });
        await time.PassAsync(TimeSpan.FromSeconds(55), alive);
        Assert.Equal(2, display.Told);
        await time.PassAsync(TimeSpan.FromSeconds(5), alive);
        await display.ShowsAsync(second);
        await time.PassAsync(TimeSpan.FromSeconds(120), alive);
        Assert.Equal(3, display.Told);

        await display.DeleteAsync(two);
        await display.ShowsAsync(first);
        await display.DeleteAsync(one);
        await display.IsEmptyAsync();
        Assert.Equal(0, server.Services.GetRequiredService<ContentClock>().Count);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Content_that_runs_beside_other_content_leaves_at_its_end(DatabaseKind database)
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var display = await Display.StartAsync(server);
        WireDevice[] alive = [display.Front, display.Device.Management];
        var (board, advert) = (await server.AddAppletAsync(), await server.AddAppletAsync());

        await display.AddAsync(board, new() { ["endsAt"] = At(time, 3600), ["position"] = "2" });
        await display.ShowsAsync(board);
        await display.AddAsync(advert, new() { ["endsAt"] = At(time, 30), ["position"] = 1 });
        await display.ShowsAsync(advert, board);

        await time.PassAsync(TimeSpan.FromSeconds(30), alive);
        await display.ShowsAsync(board);
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task An_edit_is_told_again_and_what_changes_nothing_is_not(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server, polling);
        var applet = await server.AddAppletAsync();
        await server.AddAppletVersionAsync(applet, "2.0.0");
        var uid = await display.AddAsync(applet, new() { ["startsAt"] = "2020-01-01T00:00:00", ["configuration"] = new JsonObject { ["a"] = 1 } });
        var checksums = new List<string> { await ChecksumAsync(display) };

        foreach (var change in new object[]
        {
            new { appletVersion = "2.0.0" }, new { configuration = new { a = 2 } }, new { position = 5 },
            new { finishEventType = "SCREEN_TAP" }, new { finishEventData = 7 }, new { appletVersion = "1.0.0" },
        })
        {
            await display.ChangeAsync(uid, change);
            checksums.Add(await ChecksumAsync(display));

            // The same once more, other times of the same effect, and what has nothing to do with content.
            await display.ChangeAsync(uid, change);
        }

        await display.ChangeAsync(uid, new { startsAt = "2021-01-01T00:00:00", endsAt = "2021-01-01T00:00:00.000Z" });
        await display.Device.PutAsync("", new { name = "Lobby" });
        await display.Front.ExpectAsync(ChannelActions.UpdateDevice);
        await display.ChangeAsync(uid, new { position = 6 });
        checksums.Add(await ChecksumAsync(display));

        Assert.Equal(checksums.Count, checksums.Distinct().Count());
        Assert.Equal(1 + checksums.Count, display.Told);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_without_a_build_waits_for_it_while_the_rest_is_shown(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server);
        var signals = server.Services.GetRequiredService<IDeviceSignals>();
        var (old, later) = (await server.AddAppletAsync(), await server.AddAppletAsync(built: false));
        await display.AddAsync(old, new() { ["startsAt"] = "2020-01-01T00:00:00Z" });
        await display.ShowsAsync(old);

        await display.AddAsync(later);
        var postfix = await server.BuildAsync(later, "1.0.0");
        await signals.SignalAsync(new(DeviceSignalKind.State, [display.Uid]), CancellationToken.None);
        var shown = Assert.Single(await display.NextAsync());
        var again = await server.BuildAsync(later, "1.0.0");
        await signals.SignalAsync(new(DeviceSignalKind.State, [display.Uid]), CancellationToken.None);
        var rebuilt = Assert.Single(await display.NextAsync());

        Assert.Equal((later.Uid, postfix), (shown.GetProperty("appletUid").GetString(), shown.GetProperty("appletVersionPostfix").GetString()));
        Assert.Equal(again, rebuilt.GetProperty("appletVersionPostfix").GetString());
        Assert.NotEqual(shown.GetProperty("timmingChecksum").GetString(), rebuilt.GetProperty("timmingChecksum").GetString());
        Assert.Equal(4, display.Told);
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_display_that_comes_back_and_asks_is_told_what_is_in_force_now(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server, polling);
        var (first, second) = (await server.AddAppletAsync(), await server.AddAppletAsync());
        await display.AddAsync(first);
        await display.ShowsAsync(first);

        await display.ReconnectAsync(polling);
        await display.AddAsync(second);
        await display.Front.RoundTripAsync();
        Assert.Equal(0, display.Told);

        await display.SubscribeAsync();
        await display.ShowsAsync(second);

        // It asked, so it is answered although it knows.
        await display.SubscribeAsync();
        await display.ShowsAsync(second);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Equal_positions_go_by_age(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var display = await Display.StartAsync(server);
        var applets = new[] { await server.AddAppletAsync(), await server.AddAppletAsync(), await server.AddAppletAsync() };
        foreach (var (applet, number) in applets.Select((applet, number) => (applet, number)))
        {
            await display.AddAsync(applet, new() { ["startsAt"] = $"2020-01-0{3 - number}T00:00:00Z", ["endsAt"] = "2999-01-01T00:00:00Z", ["position"] = 1.5 });
            await display.ShowsAsync(applets[..(number + 1)]);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Many_displays_switch_at_the_same_second_and_those_that_left_cost_nothing(DatabaseKind database)
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        var (first, second) = (await server.AddAppletAsync(), await server.AddAppletAsync());
        var displays = new List<Display>();
        for (var number = 0; number < 4; number++)
        {
            var display = await Display.StartAsync(server);
            await display.AddAsync(first);
            await display.AddAsync(second, new() { ["startsAt"] = At(time, 10) });
            await display.ShowsAsync(first);
            displays.Add(display);
        }

        var clock = server.Services.GetRequiredService<ContentClock>();
        await Eventually.IsTrueAsync("all wait", () => Task.FromResult(clock.Count == 4));
        await displays[0].DisposeAsync();
        await Eventually.IsTrueAsync("the clock forgot who left", () => Task.FromResult(clock.Count == 3));
        displays.RemoveAt(0);

        await time.PassAsync(TimeSpan.FromSeconds(10), [.. displays.SelectMany(display => new[] { display.Front, display.Device.Management })]);

        foreach (var display in displays)
        {
            await display.ShowsAsync(second);
            await display.DisposeAsync();
        }
    }

    private static string At(FakeTimeProvider time, int seconds) => time.GetUtcNow().UtcDateTime.AddSeconds(seconds).ToContract();

    private static async Task<string> ChecksumAsync(Display display) => Assert.Single(await display.NextAsync()).GetProperty("timmingChecksum").GetString()!;
}
