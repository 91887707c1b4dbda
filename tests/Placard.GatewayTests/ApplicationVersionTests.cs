using System.Net.Http.Json;
using Placard.DeviceProtocol;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class ApplicationVersionTests
{
    private const string Path = "application/default/version";

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_that_is_here_reaches_the_device_and_its_answer_reaches_rest(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await server.HostCoreAppAsync("2.8.0");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);

        await device.PutAsync(Path, new { version = "2.8.0", applicationType = "default" });
        var command = await device.Management.ExpectAsync(SoftwareWire.SyncApplication);
        Assert.Equal("2.8.0", command.GetProperty("version").GetString());
        await device.Management.ReportAsync($"{SoftwareWire.SyncApplication}Succeed", new() { ["uid"] = command.Uid() });

        var outcome = await device.OutcomeAsync("application/version");
        Assert.True(PairedDevice.IsSet(outcome, "succeededAt"));
        Assert.Equal(("default", "2.8.0"), (outcome.GetProperty("applicationType").GetString(), outcome.GetProperty("version").GetString()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_that_is_not_here_fails_and_is_not_sent(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await server.HostCoreAppAsync("2.8.0");
        await server.HostCoreAppAsync("2.9.0", "tizen");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);

        await device.PutAsync(Path, new { version = "2.9.0" });
        Assert.Equal("version_not_available", await device.FailCodeAsync("SET_APPLICATION_VERSION"));
        await device.PutAsync("application/tizen/version", new { version = "2.9.0" });
        Assert.Equal("not_supported", await device.FailCodeAsync("SET_APPLICATION_VERSION"));

        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen(SoftwareWire.SyncApplication));
    }

    [Fact]
    public async Task A_version_that_went_before_it_was_sent_is_not_sent()
    {
        await using var server = await PlacardServer.StartAsync();
        await server.HostCoreAppAsync("2.8.0");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.Management.AbortAsync();
        await device.Management.Closed;
        await device.PutAsync(Path, new { version = "2.8.0" });
        Assert.False(PairedDevice.IsSet(await device.NewestAsync("application/version"), "failedAt"));

        await server.WriteAsync(db => db.RemoveRange(db.CoreApps));
        await device.ReconnectAsync(actions: SoftwareWire.Actions);

        Assert.Equal("version_not_available", await device.FailCodeAsync("SET_APPLICATION_VERSION"));
        await device.Management.RoundTripAsync();
        Assert.Equal(0, device.Management.CountSeen(SoftwareWire.SyncApplication));
    }

    [Fact]
    public async Task A_device_that_loads_from_elsewhere_gets_only_what_a_listed_server_holds()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Settings = new Dictionary<string, string?> { ["CoreApps:ExternalBases:0"] = "https://static.example.org/" },
        });
        await server.HostCoreAppAsync("2.8.0");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);

        await SetBaseAsync(device, "https://elsewhere.example.org");
        await device.PutAsync(Path, new { version = "2.8.0" });
        Assert.Equal("version_not_available", await device.FailCodeAsync("SET_APPLICATION_VERSION"));

        await SetBaseAsync(device, "https://static.example.org");
        await device.PutAsync(Path, new { version = "2.9.0" });
        Assert.Equal("2.9.0", (await device.Management.ExpectAsync(SoftwareWire.SyncApplication)).GetProperty("version").GetString());

        await SetBaseAsync(device, server.ContentUrl.AbsoluteUri);
        await device.PutAsync(Path, new { version = "2.8.0" });
        Assert.Equal("2.8.0", (await device.Management.ExpectAsync(SoftwareWire.SyncApplication)).GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_failure_after_the_confirmation_overturns_it()
    {
        await using var server = await PlacardServer.StartAsync();
        await server.HostCoreAppAsync("2.8.0");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync(Path, new { version = "2.8.0" });
        var uid = (await device.Management.ExpectAsync(SoftwareWire.SyncApplication)).Uid();

        await device.Management.ReportAsync($"{SoftwareWire.SyncApplication}Succeed", new() { ["uid"] = uid });
        await device.Management.ReportAsync($"{SoftwareWire.SyncApplication}Failed", new() { ["uid"] = uid });

        Assert.Equal("device_failed", await device.FailCodeAsync("SET_APPLICATION_VERSION"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_comes_back_with_the_version_has_done_it_though_its_answer_was_lost(DatabaseKind database)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await server.HostCoreAppAsync("2.8.0");
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync(Path, new { version = "2.8.0" });
        await device.Management.ExpectAsync(SoftwareWire.SyncApplication);

        await device.ReconnectAsync(actions: SoftwareWire.Actions);
        await device.Management.ReportAsync(ChannelActions.NotifyDeviceApplicationVersion, new() { ["applicationVersion"] = "2.7.0" });
        Assert.False(PairedDevice.IsSet(await device.NewestAsync("application/version"), "succeededAt"));
        await device.Management.ReportAsync(ChannelActions.NotifyDeviceApplicationVersion, new() { ["applicationVersion"] = "2.8.0" });

        Assert.True(PairedDevice.IsSet(await device.NewestAsync("application/version"), "succeededAt"));
    }

    private static async Task SetBaseAsync(PairedDevice device, string address)
    {
        using var answer = await device.Client.PutAsJsonAsync($"/v2/device/{device.Uid}", new { staticBaseUrl = address });
        answer.EnsureSuccessStatusCode();
    }
}
