using Microsoft.EntityFrameworkCore;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.Server.Options;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Shows_devices_of_several_brands_that_report(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(Demo(3, database));

        await EventuallyAsync(() => server.ReadAsync(async db =>
            await db.AcrossOrganizations<TelemetryLatest>().Where(latest => latest.Type == "VOLUME").CountAsync() == 3));

        await EventuallyAsync(async () => (await DevicesAsync(server)).All(device => device.AliveAt is not null));

        var devices = await DevicesAsync(server);
        Assert.All(devices, device => Assert.True(device.IsDemo));
        Assert.All(devices, device => Assert.Equal(server.Credentials.OrganizationUid, device.OrganizationUid));
        Assert.Equal(3, devices.Select(device => device.Brand).Distinct().Count());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(server.DataDirectory, "demo.json")));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reuses_its_devices_and_removes_them_without_a_trace(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(Demo(3, database));
        var first = await DevicesAsync(server);
        await EventuallyAsync(async () => (await DevicesAsync(server)).All(device => device.Brand is not null));

        await server.RestartAsync(_ => Demo(2, database));
        Assert.Equal(first.Take(2).Select(device => device.Uid), (await DevicesAsync(server)).Select(device => device.Uid));

        await server.RestartAsync(_ => Demo(0, database));
        Assert.Empty(await DevicesAsync(server));
        Assert.False(File.Exists(Path.Combine(server.DataDirectory, "demo.json")));
        Assert.Equal(0, await RowsAsync<TelemetryRecord>(server));
        Assert.Equal(0, await RowsAsync<TelemetryLatest>(server));
        Assert.Equal(0, await RowsAsync<DeviceAction>(server));
        Assert.Equal(0, await RowsAsync<DeviceEvent>(server));
        Assert.Equal(0, await RowsAsync<DeviceSession>(server));
        Assert.Equal(0, await RowsAsync<ConnectionInterval>(server));
        Assert.Equal(0, await RowsAsync<DeviceTag>(server));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Refuses_a_database_with_real_devices(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.CreateDeviceAsync(server.Credentials.OrganizationUid, applicationType: "tizen");

        var refusal = await Assert.ThrowsAsync<StartException>(() => server.RestartAsync(_ => Demo(1, database)));

        Assert.StartsWith("--demo: this database holds 1 real devices", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bears_with_emulators()
    {
        await using var server = await PlacardServer.StartAsync();
        await server.CreateDeviceAsync(server.Credentials.OrganizationUid, applicationType: "default");

        await server.RestartAsync(_ => Demo(1, DatabaseKind.Sqlite));

        Assert.Equal(2, (await DevicesAsync(server)).Length);
    }

    private static PlacardServerSetup Demo(int count, DatabaseKind database) => new()
    {
        Database = database,
        Settings = new Dictionary<string, string?> { ["Demo"] = count.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };

    private static Task<Device[]> DevicesAsync(PlacardServer server) =>
        server.ReadAsync(db => db.AcrossOrganizations<Device>().OrderBy(device => device.Uid).ToArrayAsync());

    private static Task<int> RowsAsync<T>(PlacardServer server)
        where T : class => server.ReadAsync(db => db.AcrossOrganizations<T>().CountAsync());

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
