using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.DeviceCommands;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Settings that the configuration document carries, and what makes a device connect anew.</summary>
public sealed class ConfigurationSettingTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Intervals_reach_the_document_as_a_whole_map_and_are_taken_with_its_next_reading(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var untouched = await DocumentAsync(server, device);
        Assert.False(untouched.TryGetProperty("telemetryIntervals", out _));

        await IntervalsAsync(device, """{"battery":3600000,"volume":7200000}""");
        await IntervalsAsync(device, """{"volume":null,"default":1200000}""");
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync("TELEMETRY_INTERVALS"), "succeededAt"));
        var document = await DocumentAsync(server, device);

        var intervals = document.GetProperty("telemetryIntervals");
        Assert.Equal(3_600_000, intervals.GetProperty("battery").GetInt64());
        Assert.Equal(600_000, intervals.GetProperty("volume").GetInt64());
        Assert.Equal(1_200_000, intervals.GetProperty("default").GetInt64());
        var defaults = server.Services.GetRequiredService<TelemetryCatalogue>().DefaultIntervals;
        Assert.All(defaults.Keys, key => Assert.True(intervals.TryGetProperty(key, out _), key));
        Assert.Equal(untouched.GetProperty("updatedAt").GetString(), document.GetProperty("updatedAt").GetString());
        Assert.All(await LogAsync(device, "TELEMETRY_INTERVALS"), action => Assert.True(PairedDevice.IsSet(action, "succeededAt")));

        await IntervalsAsync(device, """{"battery":null,"default":null}""");
        Assert.False((await DocumentAsync(server, device)).TryGetProperty("telemetryIntervals", out _));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Screen_capture_reaches_the_document_and_while_it_is_off_nobody_sees_pictures(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        Assert.Equal("{\"enabled\":true}", (await device.GetAsync("screen-capture")).GetRawText());
        Assert.False((await DocumentAsync(server, device)).TryGetProperty("featureFlags", out _));

        await device.PutAsync("screen-capture", new { enable = false });

        Assert.Equal("{\"enabled\":false}", (await device.GetAsync("screen-capture")).GetRawText());
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync("SET_SCREEN_CAPTURE"), "succeededAt"));
        Assert.False((await DocumentAsync(server, device)).GetProperty("featureFlags").GetProperty("screenshotCapture").GetBoolean());
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("SET_SCREEN_CAPTURE"), "succeededAt"));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, $"/v1/device/{device.Uid}/screenshot");
            using var refused = await device.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("SCREEN_CAPTURE_DISABLED", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen("Device.Screenshot.TakeInstantScreenshot"));

        await device.PutAsync("screen-capture", new { enable = true });
        Assert.True((await DocumentAsync(server, device)).GetProperty("featureFlags").GetProperty("screenshotCapture").GetBoolean());
        await device.PostAsync("screenshot", new { });
        await device.Management.ExpectAsync("Device.Screenshot.TakeInstantScreenshot");
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_reconnect_changes_the_document_each_time_and_is_done_with_the_next_session(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var stamps = new HashSet<string?> { (await DocumentAsync(server, device)).GetProperty("updatedAt").GetString() };

        await ReconnectAsync(server, device);
        Assert.True(stamps.Add((await DocumentAsync(server, device)).GetProperty("updatedAt").GetString()));
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync("RECONNECT"), "succeededAt"));
        await ReconnectAsync(server, device);
        Assert.True(stamps.Add((await DocumentAsync(server, device)).GetProperty("updatedAt").GetString()));

        await device.ReconnectAsync();
        Assert.All(await LogAsync(device, "RECONNECT"), action => Assert.True(PairedDevice.IsSet(action, "succeededAt")));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Addresses_reach_the_document_and_only_those_worth_it_make_the_device_connect_anew(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var before = await DocumentAsync(server, device);

        await ConfigureAsync(device, """{"staticBaseUrl":"https://static.example","uploadBaseUrl":"https://upload.example","weinreUri":"https://weinre.example"}""");
        var quiet = await DocumentAsync(server, device);
        Assert.Equal("https://static.example", quiet.GetProperty("staticBaseUrl").GetString());
        Assert.Equal("https://upload.example", quiet.GetProperty("uploadBaseUrl").GetString());
        Assert.Equal("https://weinre.example", quiet.GetProperty("weinreUri").GetString());
        Assert.Equal(before.GetProperty("updatedAt").GetString(), quiet.GetProperty("updatedAt").GetString());
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("UPDATE_CONFIGURATION"), "succeededAt"));

        await ConfigureAsync(device, """{"platformUri":"https://platform.example"}""");
        var moved = await DocumentAsync(server, device);
        await ConfigureAsync(device, """{"connectionMethod":"http","platformUri":null}""");
        var polling = await DocumentAsync(server, device);
        Assert.Equal(("https://platform.example", "ws"), (moved.GetProperty("platformUri").GetString(), moved.GetProperty("socketDriver").GetString()));
        Assert.Equal((before.GetProperty("platformUri").GetString(), "http"), (polling.GetProperty("platformUri").GetString(), polling.GetProperty("socketDriver").GetString()));
        Assert.Equal(3, new[] { quiet, moved, polling }.Select(document => document.GetProperty("updatedAt").GetString()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_extended_management_address_is_one_whichever_way_it_is_set(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);

        await ConfigureAsync(device, """{"extendedManagementUrl":"https::/example.com","url":"https://other.example"}""");
        Assert.Equal("https::/example.com", (await device.Management.ExpectAsync("Device.ExtendedManagement.SetUrl")).GetProperty("url").GetString());
        Assert.Equal("https::/example.com", (await device.NewestAsync("extended-management")).GetProperty("url").GetString());
        Assert.Equal("https::/example.com", (await DocumentAsync(server, device)).GetProperty("extendedManagementUrl").GetString());

        await device.PutAsync("extended-management", new { url = "https://rm.example" });
        Assert.Equal("https://rm.example", (await DocumentAsync(server, device)).GetProperty("extendedManagementUrl").GetString());
        await ConfigureAsync(device, """{"extendedManagementUrl":null}""");
        Assert.Equal(JsonValueKind.Null, (await device.NewestAsync("extended-management")).GetProperty("url").ValueKind);
        Assert.False((await DocumentAsync(server, device)).TryGetProperty("extendedManagementUrl", out _));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_an_organization_set_in_the_document_does_not_follow_the_device_to_the_next(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await IntervalsAsync(device, """{"battery":3600000}""");
        await device.PutAsync("screen-capture", new { enable = false });
        await device.PutAsync("deprovision", new { });

        var document = await DocumentAsync(server, device);
        Assert.False(document.TryGetProperty("telemetryIntervals", out _));
        Assert.False(document.TryGetProperty("featureFlags", out _));
    }

    private static async Task ReconnectAsync(PlacardServer server, PairedDevice device)
    {
        var kind = server.Services.GetRequiredService<DeviceActionCatalogue>().Kind<Reconnect>();
        await using var db = server.Services.GetRequiredService<Database>().Open();
        await server.Services.GetRequiredService<DeviceCommandQueue>().SubmitAsync(
            db,
            new NewCommand(device.Uid, server.Credentials.OrganizationUid, kind, JsonSerializer.SerializeToElement(new { }), new(OriginatorKind.BulkOperation, "b1")),
            CancellationToken.None);
    }

    private static async Task IntervalsAsync(PairedDevice device, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await device.Client.PutAsync($"/v1/device/configuration/{device.Uid}/telemetry-intervals", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task ConfigureAsync(PairedDevice device, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await device.Client.PutAsync($"/v2/device/{device.Uid}", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<JsonElement> DocumentAsync(PlacardServer server, PairedDevice device) =>
        await server.Anonymous().GetFromJsonAsync<JsonElement>($"/configuration/{device.Duid}");

    private static async Task<JsonElement[]> LogAsync(PairedDevice device, string type) =>
        [.. (await device.GetAsync("action-log")).EnumerateArray().Where(action => action.GetProperty("type").GetString() == type)];
}
