using System.Net;
using System.Text.Json;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class SessionTests
{
    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_second_connection_of_one_name_replaces_the_first_and_leaves_the_other_part_alone(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await device.OpenFrontAsync(polling);
        var first = device.Management;

        await device.ReconnectAsync(polling);

        await first.Closed;
        await front.RoundTripAsync();
        Assert.False(front.Closed.IsCompleted);
        await device.SetVolumeAsync(7);
        await device.Management.ExpectAsync("Device.Audio.SetDeviceVolume");
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"request\",\"event\":\"unheard-of\"}")]
    public async Task A_malformed_frame_ends_its_session_and_no_other(string frame)
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await using var bystander = await PairedDevice.StartAsync(server);

        await device.Management.SendTextAsync(frame);

        await device.Management.Closed;
        await bystander.Management.RoundTripAsync();
    }

    [Fact]
    public async Task An_oversize_frame_ends_its_session()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);

        await device.Management.SendTextAsync("\"" + new string('x', 1024 * 1024) + "\"");

        await device.Management.Closed;
    }

    [Theory]
    [InlineData("{\"type\":\"No.Such.Action\"}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"Device.Telemetry.UpdateDeviceTelemetryRecord\",\"name\":{},\"data\":1}")]
    [InlineData("{\"type\":\"Device.Telemetry.UpdateDeviceTelemetryRecord\",\"name\":\"lower\",\"data\":1}")]
    [InlineData("{\"type\":\"Device.Storage.NotifyStorageStatus\",\"storageStatus\":\"full\"}")]
    [InlineData("{\"type\":\"Device.DateTime.NotifyCurrentTime\",\"timestamp\":1e300}")]
    [InlineData("{\"type\":\"Device.UpdateDeviceInfo\",\"model\":\"\\ud800\",\"brand\":\"a\\u0000b\"}")]
    [InlineData("{\"type\":\"Device.Audio.SetDeviceVolumeSucceed\",\"uid\":12}")]
    public async Task Every_well_formed_action_is_confirmed_whatever_it_says(string payload)
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);

        await device.Management.SendTextAsync($$"""{"type":"request","event":"action","payload":{{payload}},"responseUid":"r1"}""");

        await device.Management.ConfirmedAsync("r1");
    }

    [Fact]
    public async Task Pings_are_answered_and_count_as_signs_of_life()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);

        await device.Management.SendTextAsync("{\"type\":\"ping\"}");
        await device.Management.ReportAsync(ChannelActions.Ping);

        await Eventually.IsTrueAsync("the server answers the ping", () => Task.FromResult(device.Management.Seen.Any(frame => frame.Type == FrameTypes.Pong)));
        await Eventually.IsTrueAsync("aliveAt is set", async () => PairedDevice.IsSet(await device.GetAsync("alive"), "aliveAt"));
    }

    [Fact]
    public async Task The_server_records_when_a_device_comes_and_goes_and_how_it_is_connected()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, polling: true);
        Assert.Equal("http", (await device.GetAsync("telemetry/CONNECTION_METHOD/latest")).GetProperty("data").GetString());
        Assert.True(await OnlineAsync(device));

        await device.Management.AbortAsync();

        await Eventually.IsTrueAsync("the device is offline", async () => !await OnlineAsync(device));
    }

    [Fact]
    public async Task A_changed_connection_method_changes_the_configuration_which_closes_the_action()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        var before = await ConfigurationAsync(server, device.Duid);

        using var changed = await device.Client.PutAsync($"/v2/device/{device.Uid}", JsonBody("""{"connectionMethod":"http"}"""));

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync("UPDATE_CONFIGURATION"), "succeededAt"));
        var after = await ConfigurationAsync(server, device.Duid);
        Assert.Equal("ws", before.GetProperty("socketDriver").GetString());
        Assert.Equal("http", after.GetProperty("socketDriver").GetString());
        Assert.NotEqual(before.GetProperty("updatedAt").GetString(), after.GetProperty("updatedAt").GetString());
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("UPDATE_CONFIGURATION"), "succeededAt"));
    }

    [Fact]
    public async Task A_new_name_is_told_to_the_device_that_subscribed()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.SendAsync(ChannelActions.SubscribeActiveApplet, new() { ["deviceUid"] = device.Duid });
        await device.Management.ExpectAsync(ChannelActions.LastActiveAppletMissed);

        await device.PutAsync("", new { name = "Reception" });

        Assert.Equal("Reception", (await device.Management.ExpectAsync(ChannelActions.UpdateDevice)).GetProperty("deviceName").GetString());
    }

    [Theory]
    [InlineData("/configuration/abc")]
    [InlineData("/ping")]
    [InlineData("/core-app/v2//http-socket/session")]
    [InlineData("/device-upload/abc/upload/file")]
    public async Task Device_paths_are_open_to_pages_of_other_origins(string path)
    {
        await using var server = await PlacardServer.StartAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", "http://emulator.example");
        preflight.Headers.Add("Access-Control-Request-Headers", "x-auth,content-type");

        using var answer = await server.Anonymous().SendAsync(preflight);

        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("X-Auth", answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_rest_api_is_not_open_to_pages_of_other_origins()
    {
        await using var server = await PlacardServer.StartAsync();

        using var answer = await server.AsOrganization().GetAsync("/v1/device");

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_channel_can_be_switched_off()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Settings = new Dictionary<string, string?> { ["Gateway:CoreAppChannel"] = "false" },
        });

        using var answer = await server.Anonymous().GetAsync("/configuration/abc");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<bool> OnlineAsync(PairedDevice device) =>
        (await device.GetAsync("telemetry/ONLINE_STATUS/latest")).GetProperty("data").GetProperty("online").GetBoolean();

    private static async Task<JsonElement> ConfigurationAsync(PlacardServer server, string duid)
    {
        using var json = JsonDocument.Parse(await server.Anonymous().GetStringAsync($"/configuration/{duid}"));
        return json.RootElement.Clone();
    }

    private static StringContent JsonBody(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
