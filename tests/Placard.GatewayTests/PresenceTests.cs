using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.DeviceGateway.Presence;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class PresenceTests
{
    private const string DeadNode = "dead";

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_killed_node_s_devices_are_offline_since_its_last_heartbeat(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await GoneAsync(server, device);
        var heartbeat = await LeftByDeadNodeAsync(server, [device.Uid], TimeSpan.FromMinutes(3));

        await Task.WhenAll(BeatAsync(server), BeatAsync(server), BeatAsync(server));

        Assert.Equal((false, heartbeat), await OnlineAsync(device));
        Assert.Equal(heartbeat, await server.ReadAsync(db => db.ConnectionIntervals.Where(interval => interval.NodeUid == DeadNode).Select(interval => interval.DisconnectedAt).SingleAsync()));
        Assert.Equal(heartbeat, await server.ReadAsync(db => db.DeviceSessions.Where(session => session.NodeUid == DeadNode).Select(session => session.EndedAt).SingleAsync()));
        Assert.False(await server.ReadAsync(db => db.GatewayNodes.AnyAsync(node => node.Uid == DeadNode)));
        Assert.Equal("offline", (await device.GetAsync("alive")).GetProperty("status").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_session_that_began_after_the_last_heartbeat_does_not_end_before_it_began(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await GoneAsync(server, device);
        await LeftByDeadNodeAsync(server, [device.Uid], TimeSpan.FromMinutes(3), connectedAfterHeartbeat: TimeSpan.FromSeconds(2));

        await BeatAsync(server);

        Assert.Equal(0, await server.ReadAsync(db => db.ConnectionIntervals.CountAsync(interval => interval.DisconnectedAt < interval.ConnectedAt)));
        Assert.False((await OnlineAsync(device)).Online);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_is_back_before_the_burial_was_offline_between_and_stays_online(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(Unhurried(database));
        await using var device = await PairedDevice.StartAsync(server);
        await GoneAsync(server, device);
        var heartbeat = await LeftByDeadNodeAsync(server, [device.Uid], TimeSpan.FromMinutes(3));

        await device.ReconnectAsync();
        var history = (await device.GetAsync("telemetry/ONLINE_STATUS?limit=2")).EnumerateArray().ToArray();
        await BeatAsync(server);

        Assert.True((await OnlineAsync(device)).Online);
        Assert.Equal([true, false], history.Select(record => record.GetProperty("data").GetProperty("online").GetBoolean()));
        Assert.Equal(heartbeat, history[1].GetProperty("createdAt").GetDateTime());
        Assert.Equal(heartbeat, await server.ReadAsync(db => db.ConnectionIntervals.Where(interval => interval.NodeUid == DeadNode).Select(interval => interval.DisconnectedAt).SingleAsync()));
        Assert.Equal("online", (await device.GetAsync("alive")).GetProperty("status").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Devices_that_come_back_during_the_burial_end_as_online(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(Unhurried(database));
        var devices = new List<PairedDevice>();
        foreach (var _ in Enumerable.Range(0, 8))
        {
            devices.Add(await PairedDevice.StartAsync(server));
            await GoneAsync(server, devices[^1]);
        }

        await LeftByDeadNodeAsync(server, [.. devices.Select(device => device.Uid)], TimeSpan.FromMinutes(3));

        // Front and management come at once, as real devices do.
        var fronts = devices.Select(device => device.OpenFrontAsync()).ToArray();
        await Task.WhenAll([.. devices.Select(device => (Task)device.ReconnectAsync()), .. fronts, BeatAsync(server), BeatAsync(server)]);

        foreach (var device in devices)
        {
            Assert.True((await OnlineAsync(device)).Online);
            await device.DisposeAsync();
        }

        foreach (var front in fronts)
        {
            await (await front).DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Front_counts_only_while_management_is_absent(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var front = await device.OpenFrontAsync(polling: true);
        Assert.Equal("ws", await MethodAsync(device));

        await device.Management.AbortAsync();
        await Eventually.IsTrueAsync("front stands in", async () => await MethodAsync(device) == "http");
        Assert.True((await OnlineAsync(device)).Online);

        await device.ReconnectAsync();
        Assert.Equal("ws", await MethodAsync(device));
        await front.DisposeAsync();
        await Eventually.IsTrueAsync("front has ended", () => server.ReadAsync(db => db.DeviceSessions.AnyAsync(session => session.Connection == ConnectionNames.Front && session.EndedAt != null)));
        Assert.True((await OnlineAsync(device)).Online);

        await device.Management.AbortAsync();
        await Eventually.IsTrueAsync("the device is offline", async () => !(await OnlineAsync(device)).Online);
    }

    [Fact]
    public async Task An_old_connection_that_ends_late_on_another_node_does_not_make_the_device_offline()
    {
        if (!Databases.Available.Contains(DatabaseKind.PostgreSql))
        {
            return;
        }

        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using var one = await PlacardServer.StartAsync(new PlacardServerSetup { SharedDatabase = database });
        await using var device = await PairedDevice.StartAsync(one);
        var old = device.Management;
        await using var other = await PlacardServer.StartAsync(new PlacardServerSetup { SharedDatabase = database });
        await using var moved = await WireDevice.LogInAsync(other, device.Duid);

        // The signal that would close the old one does not reach another process yet, as if the bus were down.
        await old.AbortAsync();
        await Eventually.IsTrueAsync("the first node has let go", () => Task.FromResult(!one.Services.GetRequiredService<DeviceGateway.Sessions.ConnectionRegistry>().All.Any()));
        await one.StopAsync();

        using var client = other.WithKey(one.Credentials.OrganizationKey);
        using var json = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{device.Uid}/telemetry/ONLINE_STATUS/latest"));
        Assert.True(json.RootElement.GetProperty("data").GetProperty("online").GetBoolean());
    }

    [Fact]
    public async Task A_device_can_not_say_that_it_is_offline()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);

        await device.Management.TelemetryAsync("ONLINE_STATUS", new System.Text.Json.Nodes.JsonObject { ["online"] = false });

        Assert.True((await OnlineAsync(device)).Online);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_is_back_has_a_record_of_the_time_between(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.AbortAsync();
        await Eventually.IsTrueAsync("the device is offline", async () => !(await OnlineAsync(device)).Online);
        var lost = (await OnlineAsync(device)).At;

        await device.ReconnectAsync();

        var range = (await device.GetAsync("telemetry/OFFLINE_RANGE/latest")).GetProperty("data");
        Assert.Equal(lost, range.GetProperty("since").GetDateTime());
        Assert.Equal((await OnlineAsync(device)).At, range.GetProperty("until").GetDateTime());
        var listed = (await device.GetAsync("offline-range"))[0];
        Assert.InRange((lost - listed.GetProperty("since").GetDateTime()).TotalMilliseconds, -1, 1);
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("until").ValueKind);
    }

    [Fact]
    public async Task A_node_that_was_taken_for_dead_makes_its_devices_connect_anew()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await server.Services.GetRequiredService<Data.Database>().WriteAsync((db, token) => db.GatewayNodes.ExecuteDeleteAsync(token), CancellationToken.None);

        await BeatAsync(server);

        await device.Management.Closed;
        Assert.Equal(1, await server.ReadAsync(db => db.GatewayNodes.CountAsync()));
    }

    [Fact]
    public async Task A_connected_device_that_does_not_ping_is_pending()
    {
        var time = new FakeTimeProvider(new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Time = time });
        await using var device = await PairedDevice.StartAsync(server);
        await server.WriteAsync(db => db.AcrossOrganizations<Device>().Single().AliveAt = time.Now() - TimeSpan.FromMinutes(6));

        Assert.Equal("pending", (await device.GetAsync("alive")).GetProperty("status").GetString());
        using var list = JsonDocument.Parse(await device.Client.GetStringAsync("/v1/device/alive"));
        Assert.Equal("pending", list.RootElement[0].GetProperty("status").GetString());
    }

    // Its own heartbeat must not be faster than the test.
    private static PlacardServerSetup Unhurried(DatabaseKind database) => new()
    {
        Database = database,
        Settings = new Dictionary<string, string?> { ["Gateway:SweepInterval"] = "01:00:00" },
    };

    private static Task BeatAsync(PlacardServer server) => server.Services.GetRequiredService<NodeHeartbeat>().BeatAsync(CancellationToken.None);

    private static async Task GoneAsync(PlacardServer server, PairedDevice device)
    {
        await device.Management.AbortAsync();
        await Eventually.IsTrueAsync("the device is offline", async () => !(await OnlineAsync(device)).Online);

        // As if nothing of it were known yet: the story of the dead node lies in the past.
        await server.Services.GetRequiredService<Data.Database>().WriteAsync(
            async (db, token) =>
            {
                await db.AcrossOrganizations<TelemetryRecord>().Where(record => record.DeviceUid == device.Uid).ExecuteDeleteAsync(token);
                await db.AcrossOrganizations<TelemetryLatest>().Where(latest => latest.DeviceUid == device.Uid).ExecuteDeleteAsync(token);
            },
            CancellationToken.None);
    }

    /// <summary>What a node that was killed leaves in the database.</summary>
    private static async Task<DateTime> LeftByDeadNodeAsync(PlacardServer server, string[] uids, TimeSpan ago, TimeSpan? connectedAfterHeartbeat = null)
    {
        var heartbeat = server.Services.Now() - ago;
        var connected = heartbeat + (connectedAfterHeartbeat ?? -TimeSpan.FromHours(1));
        await server.WriteAsync(db =>
        {
            db.GatewayNodes.Add(new() { Uid = DeadNode, StartedAt = heartbeat.AddHours(-2), HeartbeatAt = heartbeat });
            foreach (var session in db.DeviceSessions.Where(session => uids.Contains(session.DeviceUid)))
            {
                (session.NodeUid, session.ConnectedAt, session.EndedAt, session.Epoch) = (DeadNode, connected, null, session.Epoch + 1);
                db.ConnectionIntervals.Add(new()
                {
                    DeviceUid = session.DeviceUid,
                    Connection = session.Connection,
                    Epoch = session.Epoch,
                    NodeUid = DeadNode,
                    Driver = "ws",
                    ConnectedAt = connected,
                });
            }
        });
        return heartbeat;
    }

    private static async Task<(bool Online, DateTime At)> OnlineAsync(PairedDevice device)
    {
        var latest = await device.GetAsync("telemetry/ONLINE_STATUS/latest");
        return (latest.GetProperty("data").GetProperty("online").GetBoolean(), latest.GetProperty("createdAt").GetDateTime());
    }

    private static async Task<string?> MethodAsync(PairedDevice device) =>
        (await device.GetAsync("telemetry/CONNECTION_METHOD/latest")).GetProperty("data").GetString();
}
