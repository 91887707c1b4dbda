using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.DeviceProtocol;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class ReportTests
{
    // The smallest PNG: one transparent pixel.
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task Telemetry_is_stored_before_it_is_confirmed(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);

        await device.Management.TelemetryAsync("VOLUME", new JsonObject { ["volume"] = 10 });
        await device.Management.TelemetryAsync("VOLUME", new JsonObject { ["volume"] = 20 });

        Assert.Equal(20, Volume(await device.GetAsync("telemetry/VOLUME/latest")));
        Assert.Equal([20, 10], (await device.GetAsync("telemetry/VOLUME")).EnumerateArray().Select(Volume));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_repetition_by_a_later_session_is_dropped_and_one_in_the_same_session_is_not(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.TelemetryAsync("VOLUME", new JsonObject { ["volume"] = 10 });
        await device.Management.TelemetryAsync("VOLUME", new JsonObject { ["volume"] = 10 });
        await device.Management.AbortAsync();

        await device.ReconnectAsync();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await device.Management.ReportAsync(ChannelActions.UpdateDeviceTelemetryRecord, new()
            {
                ["name"] = "VOLUME",
                ["data"] = new JsonObject { ["volume"] = 10 },
                ["__offline"] = true,
            });
        }

        // Two were stored and each excuses one repetition; the third is news.
        Assert.Equal(3, (await device.GetAsync("telemetry/VOLUME")).GetArrayLength());
    }

    [Fact]
    public async Task What_happened_offline_is_dated_by_the_device_if_plausible_and_never_moves_the_latest_back()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.TelemetryAsync("VOLUME", new JsonObject { ["volume"] = 20 });

        await device.Management.ReportAsync(ChannelActions.UpdateDeviceTelemetryRecord, new()
        {
            ["name"] = "VOLUME",
            ["data"] = new JsonObject { ["volume"] = 10 },
            ["__offline"] = true,
            ["__dispatchedAt"] = Domain.Clock.ToContract(server.Services.Now().AddHours(-3)),
        });

        Assert.Equal(20, Volume(await device.GetAsync("telemetry/VOLUME/latest")));
        Assert.Equal([20, 10], (await device.GetAsync("telemetry/VOLUME")).EnumerateArray().Select(Volume));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_device_says_of_itself_shows_in_the_device_object(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var wire = device.Management;

        await wire.ReportAsync(ChannelActions.UpdateDeviceInfo, new()
        {
            ["applicationType"] = "tizen",
            ["model"] = "QM55",
            ["serialNumber"] = "SN1",
            ["brand"] = "Samsung",
            ["osVersion"] = "7.0",
        });
        await wire.ReportAsync(ChannelActions.SetupControlPin, new() { ["pin"] = "0042" });
        await wire.ReportAsync(ChannelActions.NotifyStorageStatus, new()
        {
            ["storageStatus"] = new JsonObject
            {
                ["storageUnits"] = new JsonArray(
                    new JsonObject { ["type"] = "internal", ["capacity"] = 100, ["freeSpace"] = 40, ["removable"] = false },
                    new JsonObject { ["type"] = "usb", ["capacity"] = 50, ["freeSpace"] = 50, ["removable"] = true }),
            },
        });

        var shown = await device.GetAsync("");
        Assert.Equal("tizen", shown.GetProperty("applicationType").GetString());
        Assert.Equal("SN1", shown.GetProperty("serialNumber").GetString());
        Assert.Equal("0042", shown.GetProperty("pinCode").GetString());
        Assert.Equal(40, shown.GetProperty("storageStatus").GetProperty("internal").GetProperty("freeSpace").GetInt64());
        Assert.Equal(50, (await device.GetAsync("storage")).GetProperty("removable").GetProperty("capacity").GetInt64());
        Assert.Equal("0042", (await device.GetAsync("pin-code")).GetProperty("pinCode").GetString());
    }

    [Fact]
    public async Task A_notification_before_the_log_in_is_not_lost()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var wire = await WireDevice.OpenAsync(server);
        await wire.SendAsync(ChannelActions.NotifySupportedResolutions, new()
        {
            ["supportedResolutions"] = new JsonArray(new JsonObject { ["width"] = 1280, ["height"] = 720 }),
        });
        await wire.SendAsync(ChannelActions.RegisterDevice, new() { ["uid"] = wire.Duid, ["applicationType"] = "default" });
        await wire.ExpectAsync(ChannelActions.DeviceRegistrationSucceed);
        Assert.True(await wire.TryLogInAsync());
        await wire.RoundTripAsync();

        var resolutions = await server.ReadAsync(db =>
            db.AcrossOrganizations<Device>().Where(device => device.Duid == wire.Duid).Select(device => device.SupportedResolutions).SingleAsync());
        Assert.Contains("1280", resolutions, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_requested_screenshot_is_uploaded_announced_and_shown(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.PostAsync("screenshot", new { });
        await device.Management.ExpectAsync("Device.Screenshot.TakeInstantScreenshot");

        var uri = await UploadAsync(server, device, Png);
        await device.Management.ReportAsync(ChannelActions.SaveTakenScreenshot, new() { ["screenshotUri"] = uri });

        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("TAKE_SCREENSHOT"), "succeededAt"));
        var shown = await device.NewestAsync("screenshot");
        using var image = await server.OfContent().GetAsync(shown.GetProperty("uri").GetString());
        Assert.Equal("image/png", image.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Png, await image.Content.ReadAsByteArrayAsync());
        using var onApi = await server.Anonymous().GetAsync(new Uri(shown.GetProperty("uri").GetString()!).PathAndQuery);
        Assert.Equal(HttpStatusCode.NotFound, onApi.StatusCode);
    }

    [Fact]
    public async Task A_device_can_announce_only_what_it_uploaded_itself()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await using var stranger = await PairedDevice.StartAsync(server);
        var uri = await UploadAsync(server, device, Png);

        await stranger.Management.ReportAsync(ChannelActions.SaveTakenScreenshot, new() { ["screenshotUri"] = uri });
        await stranger.Management.ReportAsync(ChannelActions.SaveTakenScreenshot, new() { ["screenshotUri"] = "http://169.254.169.254/latest" });

        Assert.Equal(0, (await stranger.GetAsync("screenshot")).GetArrayLength());
    }

    [Fact]
    public async Task Uploads_need_the_device_s_token_a_known_prefix_and_a_picture()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await using var stranger = await PairedDevice.StartAsync(server);
        var upload = await UploadBaseAsync(server, device.Duid);

        Assert.Equal(HttpStatusCode.NotFound, await PostFileAsync(server, new(server.ApiUrl, "/device-upload/guessed"), "screenshot/", Png));
        Assert.Equal(HttpStatusCode.BadRequest, await PostFileAsync(server, upload, "../../etc/", Png));
        Assert.Equal(HttpStatusCode.BadRequest, await PostFileAsync(server, upload, $"offline-actions/System.SystemLog/{stranger.Duid}/", Png));
        Assert.Equal(HttpStatusCode.BadRequest, await PostFileAsync(server, upload, "screenshot/", "<html>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.OK, await PostFileAsync(server, upload, "screenshot/", Png));
    }

    [Fact]
    public async Task Logs_collected_offline_are_stored_and_the_answer_lets_the_device_delete_them()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        var file = """
            {"type":"System.SystemLog","payload":{"type":"DeviceAlive"}}
            {"type":"System.SystemLog","payload":{"type":"AppletRunning","appletUid":"a"}}
            {"type":"System.SystemLog","payl
            """;

        using var answer = await SendFileAsync(
            server, await UploadBaseAsync(server, device.Duid), $"offline-actions/System.SystemLog/{device.Duid}/", Encoding.UTF8.GetBytes(file));

        Assert.Contains("System.SystemLog", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var stored = await server.ReadAsync(db => db.AcrossOrganizations<DeviceEvent>()
            .Where(item => item.DeviceUid == device.Uid && item.Type == "System.SystemLog").CountAsync());
        Assert.Equal(2, stored);
    }

    private static int Volume(JsonElement record) => record.GetProperty("data").GetProperty("volume").GetInt32();

    private static async Task<Uri> UploadBaseAsync(PlacardServer server, string duid)
    {
        using var configuration = JsonDocument.Parse(await server.Anonymous().GetStringAsync($"/configuration/{duid}"));
        return new(configuration.RootElement.GetProperty("uploadBaseUrl").GetString()!);
    }

    private static async Task<string> UploadAsync(PlacardServer server, PairedDevice device, byte[] content)
    {
        using var answer = await SendFileAsync(server, await UploadBaseAsync(server, device.Duid), "screenshot/", content);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("uri").GetString()!;
    }

    private static async Task<HttpStatusCode> PostFileAsync(PlacardServer server, Uri upload, string prefix, byte[] content)
    {
        using var answer = await SendFileAsync(server, upload, prefix, content);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendFileAsync(PlacardServer server, Uri upload, string prefix, byte[] content)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "file", "file" } };
        return await server.Anonymous().PostAsync($"{upload.AbsoluteUri}/upload/file?prefix={Uri.EscapeDataString(prefix)}", form);
    }
}
