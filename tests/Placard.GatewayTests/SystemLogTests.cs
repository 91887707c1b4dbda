using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class SystemLogTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Entries_stand_where_they_happened_in_the_words_of_the_api(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var past = server.Services.Now().AddHours(-2);
        await LogAsync(device, new() { ["type"] = "SocketDisconnected", ["socketName"] = "front", ["reason"] = "gone" });
        await LogAsync(device, new() { ["type"] = "Brand.New-Thing" });
        await LogAsync(device, new() { ["type"] = "AppletStarted", ["appletUid"] = "a1" }, dispatchedAt: past);

        var log = await device.GetAsync("system-log");

        Assert.Equal(["BRAND_NEW_THING", "SOCKET_DISCONNECTED", "APPLET_STARTED"], log.EnumerateArray().Select(entry => entry.GetProperty("type").GetString()));
        Assert.Equal(["info", "warning", "info"], log.EnumerateArray().Select(entry => entry.GetProperty("level").GetString()));
        Assert.Equal("""{"socketName":"front","reason":"gone"}""", log[1].GetProperty("data").GetRawText());
        Assert.Equal(past, log[2].GetProperty("createdAt").GetDateTime());
        Assert.Equal((device.Uid, server.Credentials.OrganizationUid), (log[2].GetProperty("deviceUid").GetString(), log[2].GetProperty("organizationUid").GetString()));
        Assert.Equal("APPLET_STARTED", (await device.GetAsync($"system-log?until={past.AddSeconds(1).ToContract()}"))[0].GetProperty("type").GetString());
        Assert.Equal(2, (await device.GetAsync($"system-log?descending=false&since={past.AddSeconds(1).ToContract()}")).GetArrayLength());
    }

    [Fact]
    public async Task Whatever_a_device_logs_is_listed()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        foreach (var payload in new JsonNode?[] { null, 7, "text", new JsonArray(1), new JsonObject(), new JsonObject { ["type"] = 7 } })
        {
            await device.Management.ReportAsync(ChannelActions.SystemLog, new() { ["payload"] = payload });
        }

        await device.Management.SendTextAsync(
            """{"type":"request","event":"action","payload":{"type":"System.SystemLog","payload":{"type":"\ud800","a":1,"a":2,"\ud800":3}},"responseUid":"r1"}""");
        await device.Management.ConfirmedAsync("r1");

        Assert.All((await device.GetAsync("system-log")).EnumerateArray(), entry => Assert.Equal(JsonValueKind.Object, entry.GetProperty("data").ValueKind));
    }

    private static Task LogAsync(PairedDevice device, JsonObject payload, DateTime? dispatchedAt = null)
    {
        var fields = new JsonObject { ["payload"] = payload };
        if (dispatchedAt is { } at)
        {
            fields["__offline"] = true;
            fields["__dispatchedAt"] = at.ToContract();
        }

        return device.Management.ReportAsync(ChannelActions.SystemLog, fields);
    }
}
