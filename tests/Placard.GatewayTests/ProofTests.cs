using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.DeviceGateway.Sessions;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>What a device shows of itself closes commands whose answer never came.</summary>
public sealed class ProofTests
{
    private const string Resize = "Device.Resolution.ResizeDevice";

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_resize_whose_answer_was_lost_is_done_when_telemetry_shows_all_of_it(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await device.PutAsync("resolution", new { orientation = "PORTRAIT", size = new { width = 1280, height = 720 }, framerate = 50 });
        await device.Management.ExpectAsync(Resize);

        await device.ReconnectAsync(polling);
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));
        await device.Management.TelemetryAsync("RESOLUTION", Size(1280, 720));
        Assert.False(await IsDoneAsync(device));
        await device.Management.TelemetryAsync("RESOLUTION", Size(1280, 720, 50));

        Assert.True(await IsDoneAsync(device));
        Assert.Equal(0, device.Management.CountSeen(Resize));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_orientation_alone_is_shown_by_the_orientation(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var other = await PairedDevice.StartAsync(server);
        await SendAsync(device, new { orientation = "PORTRAIT_FLIPPED", videoOrientation = "LANDSCAPE" });

        await device.Management.TelemetryAsync("RESOLUTION", Size(1280, 720));
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("LANDSCAPE"));
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT_FLIPPED"));
        await device.Management.TelemetryAsync("ORIENTATION", "PORTRAIT_FLIPPED");
        await other.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT_FLIPPED", "LANDSCAPE"));
        Assert.False(await IsDoneAsync(device));
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT_FLIPPED", "LANDSCAPE"));

        Assert.True(await IsDoneAsync(device));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_was_reported_before_the_command_was_sent_proves_nothing(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));
        await device.Management.TelemetryAsync("RESOLUTION", Size(1280, 720));
        time.Advance(TimeSpan.FromSeconds(2));
        var before = time.GetUtcNow().UtcDateTime.AddSeconds(-1).ToContract();
        await SendAsync(device, new { orientation = "PORTRAIT", size = new { width = 1280, height = 720 } });
        time.Advance(TimeSpan.FromSeconds(1));

        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));
        Assert.False(await IsDoneAsync(device));
        await device.Management.ReportAsync(
            ChannelActions.UpdateDeviceTelemetryRecord,
            new() { ["name"] = "RESOLUTION", ["data"] = Size(1280, 720), ["__offline"] = true, ["__dispatchedAt"] = before });
        Assert.False(await IsDoneAsync(device));
        await device.Management.TelemetryAsync("RESOLUTION", Size(1280, 720));

        Assert.True(await IsDoneAsync(device));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_shows_and_then_goes_proves_nothing(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await SendAsync(device, new { orientation = "PORTRAIT", resolution = "HD_READY" });

        await device.Management.TelemetryAsync("RESOLUTION", Size(1280, 720));
        await device.Management.TelemetryAsync("RESOLUTION", Size(1920, 1080));
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));

        Assert.False(await IsDoneAsync(device));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_was_not_sent_is_not_proved(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await device.OpenFrontAsync();
        await device.Management.AbortAsync();
        var connections = server.Services.GetRequiredService<ConnectionRegistry>();
        await Eventually.IsTrueAsync("the server noticed it", () => Task.FromResult(connections.Find(device.Uid, ConnectionNames.Management) is null));
        await device.PutAsync("resolution", new { orientation = "PORTRAIT" });

        await front.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));
        Assert.False(await IsDoneAsync(device));
        await device.ReconnectAsync();

        await device.Management.ExpectAsync(Resize);
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_failure_that_the_device_reports_afterwards_overturns_a_proof_and_no_proof_a_failure(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        var uid = await SendAsync(device, new { orientation = "PORTRAIT" });
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));
        Assert.True(await IsDoneAsync(device));

        await device.Management.ReportAsync("Device.Resolution.DeviceResizeFailed", new() { ["uid"] = uid });
        Assert.Equal("device_failed", await device.FailCodeAsync("RESIZE"));
        await device.Management.TelemetryAsync("ORIENTATION", Orientation("PORTRAIT"));

        Assert.Equal("device_failed", await device.FailCodeAsync("RESIZE"));
        Assert.False(await IsDoneAsync(device));
    }

    [Theory]
    [InlineData("firmware", SoftwareWire.Upgrade, "FIRMWARE_VERSION", "SET_FIRMWARE_VERSION")]
    [InlineData("application/default/version", SoftwareWire.SyncApplication, "APPLICATION_VERSION", "SET_APPLICATION_VERSION")]
    public async Task A_version_is_shown_by_telemetry_as_well_as_by_the_notification(string path, string wire, string telemetry, string type)
    {
        await using var server = await PlacardServer.StartAsync();
        await server.HostCoreAppAsync("2.8.0");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync(path, new { version = "2.8.0" });
        await device.Management.ExpectAsync(wire);

        await device.Management.TelemetryAsync(telemetry, new JsonObject { ["version"] = "2.7.9" });
        Assert.False(PairedDevice.IsSet(await device.LoggedAsync(type), "succeededAt"));
        await device.Management.TelemetryAsync(telemetry, new JsonObject { ["version"] = "2.8.0" });

        Assert.True(PairedDevice.IsSet(await device.LoggedAsync(type), "succeededAt"));
    }

    private static async Task<string> SendAsync(PairedDevice device, object resize)
    {
        await device.PutAsync("resolution", resize);
        return (await device.Management.ExpectAsync(Resize)).Uid();
    }

    private static async Task<bool> IsDoneAsync(PairedDevice device) => PairedDevice.IsSet(await device.LoggedAsync("RESIZE"), "succeededAt");

    private static JsonObject Orientation(string orientation, string? video = null)
    {
        var data = new JsonObject { ["orientation"] = orientation };
        if (video is not null)
        {
            data["videoOrientation"] = video;
        }

        return data;
    }

    private static JsonObject Size(int width, int height, int? framerate = null)
    {
        var data = new JsonObject { ["width"] = width, ["height"] = height };
        if (framerate is not null)
        {
            data["framerate"] = framerate;
        }

        return data;
    }
}
