using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.Data;
using Placard.DeviceProtocol;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>A server that is behind: devices send again what it has not confirmed yet.</summary>
public sealed class RepetitionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_device_sends_again_while_it_waits_is_stored_once_and_confirmed_each_time(DatabaseKind database)
    {
        var (server, device, time) = await StartAsync(database);
        await using var ending = server;
        await using var leaving = device;
        var slow = await BusyDatabase.HoldAsync(server, database);

        var sent = new List<string> { await SendAsync(device, 1), await SendAsync(device, 2) };
        for (var repetition = 0; repetition < 2; repetition++)
        {
            await time.PassAsync(Patience, device.Management);
            sent.AddRange([await SendAsync(device, 1), await SendAsync(device, 2)]);
        }

        await device.Management.RoundTripAsync();
        await slow.ReleaseAsync();
        foreach (var responseUid in sent)
        {
            await ConfirmedAsync(device, responseUid);
        }

        Assert.Equal("1, 2", await VolumesAsync(server, device.Uid));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_device_says_twice_is_stored_twice_though_the_first_still_waits(DatabaseKind database)
    {
        var (server, device, time) = await StartAsync(database);
        await using var ending = server;
        await using var leaving = device;
        var slow = await BusyDatabase.HoldAsync(server, database);

        var sent = new List<string> { await SendAsync(device, 1) };
        await time.PassAsync(Patience / 2, device.Management);
        sent.Add(await SendAsync(device, 1));
        await time.PassAsync(Patience / 2, device.Management);

        // One repetition of the first; what comes beyond is another.
        sent.Add(await SendAsync(device, 1));
        sent.Add(await SendAsync(device, 1));
        await device.Management.RoundTripAsync();
        await slow.ReleaseAsync();
        foreach (var responseUid in sent)
        {
            await ConfirmedAsync(device, responseUid);
        }

        Assert.Equal("1, 1, 1", await VolumesAsync(server, device.Uid));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_repetition_that_crosses_the_late_confirmation_is_known_and_what_is_said_later_is_stored(DatabaseKind database)
    {
        var (server, device, time) = await StartAsync(database);
        await using var ending = server;
        await using var leaving = device;
        var slow = await BusyDatabase.HoldAsync(server, database);
        var first = await SendAsync(device, 1);
        await time.PassAsync(Patience, device.Management);
        await slow.ReleaseAsync();
        await ConfirmedAsync(device, first);

        await ConfirmedAsync(device, await SendAsync(device, 1));
        Assert.Equal("1", await VolumesAsync(server, device.Uid));
        await ConfirmedAsync(device, await SendAsync(device, 1));

        Assert.Equal("1, 1", await VolumesAsync(server, device.Uid));
    }

    private static async Task<(PlacardServer Server, PairedDevice Device, FakeTimeProvider Time)> StartAsync(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        return (server, await PairedDevice.StartAsync(server), time);
    }

    private static Task<string> SendAsync(PairedDevice device, int volume) => device.Management.SendAsync(
        ChannelActions.UpdateDeviceTelemetryRecord, new() { ["name"] = "VOLUME", ["data"] = new JsonObject { ["volume"] = volume } });

    // In which order the confirmations come is not said.
    private static Task ConfirmedAsync(PairedDevice device, string responseUid) => Eventually.IsTrueAsync(
        $"{responseUid} is confirmed",
        () => Task.FromResult(device.Management.Seen.Any(frame => frame.Type == FrameTypes.Response && frame.ResponseUid == responseUid)));

    private static async Task<string> VolumesAsync(PlacardServer server, string deviceUid)
    {
        var data = await server.ReadAsync(db => db.AcrossOrganizations<TelemetryRecord>()
            .Where(record => record.DeviceUid == deviceUid && record.Type == "VOLUME").OrderBy(record => record.Id).Select(record => record.Data).ToListAsync());
        return string.Join(", ", data.Select(volume => JsonNode.Parse(volume)!["volume"]));
    }

    /// <summary>A database that takes no report for a while.</summary>
    private sealed class BusyDatabase(TaskCompletionSource release, Task holding)
    {
        public static async Task<BusyDatabase> HoldAsync(PlacardServer server, DatabaseKind database)
        {
            var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var holding = server.Services.GetRequiredService<Database>().WriteAsync(
                async (db, token) =>
                {
                    if (database == DatabaseKind.PostgreSql)
                    {
                        await db.Database.ExecuteSqlRawAsync("lock table device_telemetry in access exclusive mode", token);
                    }

                    // The only writer of SQLite.
                    held.SetResult();
                    await release.Task;
                },
                CancellationToken.None);
            await held.Task;
            return new(release, holding);
        }

        public Task ReleaseAsync()
        {
            release.SetResult();
            return holding;
        }
    }
}
