using System.Net;
using System.Text;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>A device that shows an applet from a developer's machine.</summary>
public sealed class ConnectTests
{
    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task The_display_is_told_where_the_applet_is_and_when_to_return(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await server.OpenFrontAsync(device.Duid, polling);

        await device.PostAsync("connect", new { appletUid = "unknown-here", appletVersion = "1.0.0", appletPublicUrl = "http://10.0.0.1:8091/" });
        var connect = await front.ExpectAsync(AppletWire.Connect);

        // The official CLI doubles a slash and sends a query without anything in it.
        using var body = new StringContent($$"""{"deviceUid":"{{device.Uid}}"}""", Encoding.UTF8, "application/json");
        using var answer = await device.Client.PostAsync($"/v1//device/{device.Uid}/disconnect?", body);
        await front.ExpectAsync(AppletWire.Disconnect);

        Assert.Equal("unknown-here", connect.GetProperty("appletUid").GetString());
        Assert.Equal("1.0.0", connect.GetProperty("appletVersion").GetString());
        Assert.Equal("http://10.0.0.1:8091", connect.GetProperty("remoteIp").GetString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"message":"OK"}""", await answer.Content.ReadAsStringAsync());
        Assert.True(PairedDevice.IsSet(await device.EndedAsync("CONNECT"), "succeededAt"));
        Assert.True(PairedDevice.IsSet(await device.EndedAsync("DISCONNECT"), "succeededAt"));
    }
}
