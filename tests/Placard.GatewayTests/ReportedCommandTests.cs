using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Commands from applets.</summary>
public sealed class ReportedCommandTests
{
    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task Many_at_once_are_stored_before_they_are_confirmed_in_the_order_in_which_they_came(DatabaseKind database, bool polling)
    {
        const int Many = 50;
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await server.OpenFrontAsync(device.Duid, polling);
        var sent = new List<string>();
        foreach (var number in Enumerable.Range(0, Many))
        {
            sent.Add(await front.SendAsync(ChannelActions.ActiveAppletDispatchCommand, AppletWire.Command("applet", "App.Log", number)));
        }

        await front.ConfirmedAsync(sent[^1]);

        // Of an applet that the server does not know, as one on a developer's machine.
        Assert.Equal(Enumerable.Range(0, Many).Reverse(), (await device.GetAsync("applet/applet/command")).Numbers());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_repetition_by_a_later_session_is_dropped_and_one_in_the_same_session_is_not(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using (var first = await server.OpenFrontAsync(device.Duid))
        {
            await first.DispatchAsync("applet", "App.Log");
            await first.DispatchAsync("applet", "App.Log");
            await first.AbortAsync();
        }

        await using var front = await server.OpenFrontAsync(device.Duid);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await front.DispatchAsync("applet", "App.Log", 0, server.Services.Now().AddSeconds(-1));
        }

        // Two were stored and each excuses one repetition; the third is news.
        Assert.Equal(3, (await device.GetAsync("applet/command")).GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_was_collected_offline_stands_where_it_happened_and_a_second_upload_adds_only_what_is_new(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var stored = await server.CreateDeviceAsync(server.Credentials.OrganizationUid, with: device => device.ProvisionedAt = server.Services.Now().AddDays(-90));
        await using var front = await server.OpenFrontAsync(stored.Duid);
        var past = server.Services.Now().AddHours(-2);
        await front.DispatchAsync("applet", "App.Now", 4);
        JsonObject[] Lines() =>
        [
            AppletWire.Command("applet", "App.Then", 2, past.AddSeconds(1)),
            AppletWire.Command("applet", "App.Then", 1, past),
            AppletWire.Command("applet", "App.Then", 1, past),
            AppletWire.Command("applet", "App.Ancient", 5, past.AddDays(-31)),
            new() { ["appletUid"] = "applet" },
        ];

        Assert.Contains(ChannelActions.ActiveAppletDispatchCommand, await server.UploadAsync(stored.Duid, Lines()), StringComparison.Ordinal);

        // The answer was lost, and the device had more to say meanwhile.
        await server.UploadAsync(stored.Duid, [.. Lines(), AppletWire.Command("applet", "App.Then", 3, past.AddSeconds(2)), AppletWire.Command("applet", "App.Then", 1, past)]);

        var client = server.AsOrganization();
        using var list = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{stored.Uid}/applet/command?type=App.Then"));
        Assert.Equal([3, 2, 1, 1, 1], list.RootElement.Numbers());
        Assert.Equal(past, list.RootElement[4].GetProperty("receivedAt").GetDateTime());
        Assert.Equal(5, list.RootElement.EnumerateArray().Select(command => command.GetProperty("uid").GetString()).Distinct().Count());

        // A time that can't be is none.
        using var all = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{stored.Uid}/applet/command?limit=1"));
        Assert.Equal(["App.Ancient"], all.RootElement.Types());
        var swept = (await client.WalkAsync($"/v1/device/{stored.Uid}/applet/command?limit=2")).ConvertAll(command => command.GetProperty("uid").GetString());
        Assert.Equal(7, swept.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task What_says_nothing_is_confirmed_and_dropped_and_whatever_says_something_is_listed(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await server.OpenFrontAsync(device.Duid, polling);
        string[] nothing =
        [
            "{}",
            """{"command":{"type":"a"}}""",
            """{"appletUid":"","command":{"type":"a"}}""",
            """{"appletUid":7,"command":{"type":"a"}}""",
            """{"appletUid":"a"}""",
            """{"appletUid":"a","command":"a"}""",
            """{"appletUid":"a","command":{}}""",
            """{"appletUid":"a","command":{"type":""}}""",
            """{"appletUid":"a","command":{"type":7}}""",
            """{"appletUid":"a","command":{"type":"\ud800"}}""",
            """{"appletUid":"a\u0000","command":{"type":"a"}}""",
            $$$"""{"appletUid":"a","command":{"type":"{{{new string('x', 300)}}}"}}""",
        ];
        string[] something =
        [
            """{"appletUid":"a","timingChecksum":7,"command":{"type":"a b/c:d"}}""",
            """{"appletUid":"a","command":{"type":"x","x":"\ud800\u0000","y":1e999,"y":2}}""",
            $$$"""{"appletUid":"a","command":{"type":"x","long":"{{{new string('x', 500_000)}}}"}}""",
        ];

        foreach (var (body, number) in nothing.Concat(something).Select((body, number) => (body, number)))
        {
            var payload = body == "{}" ? $"{{\"type\":\"{ChannelActions.ActiveAppletDispatchCommand}\"}}" : $"{{\"type\":\"{ChannelActions.ActiveAppletDispatchCommand}\",{body[1..]}";
            await front.SendTextAsync($"{{\"type\":\"request\",\"event\":\"action\",\"payload\":{payload},\"responseUid\":\"r{number}\"}}");
            await front.ConfirmedAsync($"r{number}");
        }

        var text = await device.Client.GetStringAsync($"/v1/device/{device.Uid}/applet/command?descending=false");
        Assert.Contains("""{"type":"x","x":"\ud800\u0000","y":1e999,"y":2}""", text, StringComparison.Ordinal);
        using var list = JsonDocument.Parse(text);
        Assert.Equal(["a b/c:d", "x", "x"], list.RootElement.Types());
        await front.RoundTripAsync();
    }
}
