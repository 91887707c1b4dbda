using Microsoft.Extensions.Time.Testing;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class FirmwareTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task An_upgrade_tells_its_progress_and_is_done_when_the_device_names_the_version(DatabaseKind database, bool polling)
    {
        await using var server = await SoftwareWire.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling, SoftwareWire.Actions);
        await device.PutAsync("firmware", new { version = "FW-7.4.1" });
        var command = await device.Management.ExpectAsync(SoftwareWire.Upgrade);
        Assert.Equal("FW-7.4.1", command.GetProperty("version").GetString());

        await device.Management.ReportAsync($"{SoftwareWire.Upgrade}Started", new() { ["uid"] = command.Uid() });
        Assert.Equal(0, await ProgressAsync(device));
        await device.Management.ReportAsync($"{SoftwareWire.Upgrade}Progress", new() { ["uid"] = command.Uid(), ["progress"] = 40 });
        Assert.Equal(40, await ProgressAsync(device));
        await device.Management.ReportAsync($"{SoftwareWire.Upgrade}Progress", new() { ["uid"] = command.Uid(), ["progress"] = "soon" });
        Assert.Equal(40, await ProgressAsync(device));
        await device.Management.ReportAsync(SoftwareWire.NotifyVersion, new() { ["version"] = "FW-7.3.0" });
        Assert.False(PairedDevice.IsSet(await device.GetAsync("firmware"), "succeededAt"));

        await device.ReconnectAsync(polling, SoftwareWire.Actions);
        await device.Management.ReportAsync(SoftwareWire.NotifyVersion, new() { ["version"] = "FW-7.4.1" });

        var done = await device.GetAsync("firmware");
        Assert.True(PairedDevice.IsSet(done, "succeededAt"));
        Assert.Equal(("FW-7.4.1", command.Uid()), (done.GetProperty("version").GetString(), done.GetProperty("uid").GetString()));
        Assert.Equal(0, device.Management.CountSeen(SoftwareWire.Upgrade));
    }

    [Fact]
    public async Task An_upgrade_that_fails_has_failed_and_a_later_version_changes_nothing()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync("firmware", new { version = "FW-7.4.1" });
        var uid = (await device.Management.ExpectAsync(SoftwareWire.Upgrade)).Uid();

        await device.Management.ReportAsync($"{SoftwareWire.Upgrade}Failed", new() { ["uid"] = uid });
        await device.Management.ReportAsync($"{SoftwareWire.Upgrade}Progress", new() { ["uid"] = uid, ["progress"] = 50 });
        await device.Management.ReportAsync(SoftwareWire.NotifyVersion, new() { ["version"] = "FW-7.4.1" });

        Assert.Equal("device_failed", await device.FailCodeAsync("SET_FIRMWARE_VERSION"));
        Assert.False(PairedDevice.IsSet(await device.GetAsync("firmware"), "succeededAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_that_the_device_never_names_fails_after_two_hours(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await SoftwareWire.StartAsync(database, time);
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync("firmware", new { version = "FW-7.4.1" });
        await device.Management.ExpectAsync(SoftwareWire.Upgrade);

        await time.PassAsync(TimeSpan.FromMinutes(119), device.Management);
        Assert.False(PairedDevice.IsSet(await device.GetAsync("firmware"), "failedAt"));
        await time.PassAsync(TimeSpan.FromMinutes(2), device.Management);

        Assert.Equal("timed_out", await device.FailCodeAsync("SET_FIRMWARE_VERSION"));
    }

    [Fact]
    public async Task A_device_that_happens_to_have_the_version_proves_no_upgrade_that_it_was_not_sent()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await using var other = await PairedDevice.StartAsync(server, actions: SoftwareWire.Actions);
        await device.PutAsync("firmware", new { version = "FW-7.4.1" });
        await device.Management.ExpectAsync(SoftwareWire.Upgrade);

        await other.Management.ReportAsync(SoftwareWire.NotifyVersion, new() { ["version"] = "FW-7.4.1" });

        Assert.False(PairedDevice.IsSet(await device.GetAsync("firmware"), "succeededAt"));
    }

    private static async Task<double> ProgressAsync(PairedDevice device) =>
        (await device.LoggedAsync("SET_FIRMWARE_VERSION")).GetProperty("result").GetProperty("progress").GetDouble();
}
