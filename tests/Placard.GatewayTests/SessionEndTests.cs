using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.Data;
using Placard.Data.Connections;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Sessions that would stay open if only the usual way ended them.</summary>
public sealed class SessionEndTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_polling_session_that_ends_during_its_log_in_does_not_stay_open(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling: true);
        await device.LeaveAsync();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var locked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = HoldSessionsAsync(server, device.Uid, locked, release.Task);
        await locked.Task;

        await using var returning = await WireDevice.OpenAsync(server, device.Duid, polling: true);
        var before = LogIns(server, device.Uid);
        var sending = returning.SendAsync(ChannelActions.AuthenticateDevice, new()
        {
            ["credentials"] = new JsonObject { ["identity"] = device.Duid },
            ["authenticationType"] = 1,
        });
        await Eventually.IsTrueAsync("the log-in began", () => Task.FromResult(LogIns(server, device.Uid) > before));
        await returning.AbortAsync();
        release.SetResult();
        await holding;
        await sending;

        await Eventually.IsTrueAsync(
            "the session was begun and is over",
            () => server.ReadAsync(db => db.DeviceSessions.AnyAsync(session => session.DeviceUid == device.Uid && session.Epoch > 1 && session.EndedAt != null)));
        Assert.False((await device.GetAsync("telemetry/ONLINE_STATUS/latest")).GetProperty("data").GetProperty("online").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_ban_whose_signal_was_lost_ends_both_sessions_after_the_next_sign_of_life(DatabaseKind database, bool polling)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await device.OpenFrontAsync(polling);
        await using var bystander = await PairedDevice.StartAsync(server, polling);
        await server.WriteAsync(db => db.AcrossOrganizations<Device>().Single(row => row.Uid == device.Uid).BannedAt = time.Now());

        await device.Management.ReportAsync(ChannelActions.Ping);
        await bystander.Management.ReportAsync(ChannelActions.Ping);
        await Eventually.IsTrueAsync(
            "both sessions ended",
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(device.Management.Closed.IsCompleted && front.Closed.IsCompleted);
            });

        await bystander.Management.RoundTripAsync();
        Assert.False(bystander.Management.Closed.IsCompleted);
    }

    private static int LogIns(PlacardServer server, string deviceUid) =>
        server.Logs.Lines.Count(line => line.Message.StartsWith($"Device {deviceUid} logged in by its duid", StringComparison.Ordinal));

    private static Task HoldSessionsAsync(PlacardServer server, string deviceUid, TaskCompletionSource locked, Task release) =>
        server.Services.GetRequiredService<Database>().WriteAsync(
            async (db, token) =>
            {
                await db.LockSessionsAsync([deviceUid], token);
                locked.SetResult();
                await release;
            },
            CancellationToken.None);
}
