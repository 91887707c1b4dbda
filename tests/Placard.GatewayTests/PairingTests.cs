using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.DeviceCommands.Provisioning;
using Placard.DeviceProtocol;
using Placard.Domain;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

public sealed class PairingTests
{
    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task An_unknown_device_registers_shows_a_hash_and_is_paired(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);

        await using var device = await PairedDevice.StartAsync(server, polling);

        var shown = await device.GetAsync("");
        Assert.Equal(device.Duid, shown.GetProperty("duid").GetString());
        Assert.Equal(server.Credentials.OrganizationUid, shown.GetProperty("organizationUid").GetString());
    }

    [Fact]
    public async Task A_waiting_device_shows_the_same_hash_in_every_session()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var first = await WireDevice.LogInAsync(server);
        var hash = await first.CheckVerificationAsync();
        await first.AbortAsync();

        await using var second = await WireDevice.LogInAsync(server, first.Duid);

        Assert.Equal(hash, await second.CheckVerificationAsync());
        Assert.Matches("^[0-9a-f]{6}$", hash);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Registering_and_pairing_do_not_make_a_device_connect_anew(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);

        Assert.Equal(await UpdatedAtAsync(server, Uids.Duid()), await UpdatedAtAsync(server, device.Duid));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Both_connections_of_a_waiting_device_show_one_hash(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var shown = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var management = await WireDevice.LogInAsync(server);
            await using var front = await WireDevice.LogInAsync(server, management.Duid, ConnectionNames.Front);
            return await Task.WhenAll(management.CheckVerificationAsync(), front.CheckVerificationAsync());
        }));

        Assert.All(shown, hashes => Assert.Equal(hashes[0], hashes[1]));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_device_hears_last_while_it_is_paired_is_that_it_is_paired(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var last = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var device = await WireDevice.LogInAsync(server);
            var hash = await device.CheckVerificationAsync();
            var pairing = client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = hash });
            while (!pairing.IsCompleted)
            {
                await device.ReportAsync(ChannelActions.CheckVerification, new() { ["uid"] = device.Duid });
            }

            (await pairing).Dispose();
            await device.ReportAsync(ChannelActions.CheckVerification, new() { ["uid"] = device.Duid });
            return (hash, heard: device.Seen
                .Select(frame => frame.Payload)
                .Where(payload => payload is { ValueKind: System.Text.Json.JsonValueKind.Object })
                .Select(payload => payload!.Value)
                .Where(payload => Type(payload) is ChannelActions.VerificationHashCreated or ChannelActions.VerificationSucceed)
                .ToList());
        }));

        Assert.All(last, device =>
        {
            Assert.Equal(ChannelActions.VerificationSucceed, Type(device.heard[^1]));
            Assert.All(
                device.heard.Where(payload => Type(payload) == ChannelActions.VerificationHashCreated),
                payload => Assert.Equal(device.hash, payload.GetProperty("verificationHash").GetString()));
        });

        static string? Type(System.Text.Json.JsonElement payload) => payload.TryGetProperty("type", out var type) ? type.GetString() : null;
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Connections_that_register_a_device_at_once_make_it_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var registration = server.Services.GetRequiredService<DeviceRegistration>();
        var stored = server.Services.GetRequiredService<Database>();
        var duid = Uids.Duid();

        // No exception either: each new device comes here twice.
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            stored.WriteAsync((db, token) => registration.TryCreateAsync(db, duid, "default", token), CancellationToken.None)));

        var uid = Assert.Single(made, uid => uid is not null);
        var device = await server.ReadAsync(db => db.AcrossOrganizations<Domain.Devices.Device>().SingleAsync(row => row.Duid == duid));
        Assert.Equal((uid, DeviceRegistration.DefaultName(duid)), (device.Uid, device.Name));
    }

    [Fact]
    public async Task A_hash_pairs_once()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await WireDevice.LogInAsync(server);
        var hash = await device.CheckVerificationAsync();
        var one = server.AsOrganization();
        var other = server.AsOrganization(await server.CreateForeignOrganizationAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index =>
            (index % 2 == 0 ? one : other).PostAsJsonAsync("/v1/device/verification", new { verificationHash = hash })));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
    }

    [Fact]
    public async Task Many_devices_paired_at_once_are_no_guessing_and_guessing_is_stopped()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var devices = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => WireDevice.LogInAsync(server)));
        var hashes = await Task.WhenAll(devices.Select(device => device.CheckVerificationAsync()));

        var paired = await Task.WhenAll(hashes.Select(hash => client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = hash })));
        var guessed = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = "zzzzzz" })));

        Assert.All(paired, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.InRange(guessed.Count(answer => answer.StatusCode == HttpStatusCode.NotFound), 1, 10);
        Assert.Contains(guessed, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Fact]
    public async Task Both_connections_hear_that_the_device_is_paired()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var management = await WireDevice.LogInAsync(server);
        await using var front = await WireDevice.LogInAsync(server, management.Duid, ConnectionNames.Front);
        var hash = await front.CheckVerificationAsync();

        using var paired = await server.AsOrganization().PostAsJsonAsync("/v1/device/verification", new { verificationHash = hash });

        Assert.Equal(HttpStatusCode.Created, paired.StatusCode);
        await management.ExpectAsync(ChannelActions.VerificationSucceed);
        await front.ExpectAsync(ChannelActions.VerificationSucceed);
    }

    [Fact]
    public async Task A_stored_session_logs_in_without_the_duid()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var first = await WireDevice.LogInAsync(server);
        var session = first.Seen.Single(frame => frame.Payload?.ToString().Contains(ChannelActions.SessionCreated, StringComparison.Ordinal) == true)
            .Payload!.Value.GetProperty("uid").GetString();
        await using var second = await WireDevice.OpenAsync(server, first.Duid);

        await second.SendAsync(ChannelActions.AuthenticateDevice, Credentials(session!, 0));
        await second.ExpectAsync(ChannelActions.AuthenticationSucceed);

        await using var third = await WireDevice.OpenAsync(server, first.Duid);
        await third.SendAsync(ChannelActions.AuthenticateDevice, Credentials("0123", 0));
        var failed = await third.ExpectAsync(ChannelActions.AuthenticationFailed);
        Assert.Equal((int)AuthenticationFailure.MissingSession, failed.GetProperty("reason").GetInt32());
    }

    [Fact]
    public async Task Joining_an_organization_unasked_needs_its_switch_and_an_open_window()
    {
        await using var server = await PlacardServer.StartAsync();
        var organizationUid = server.Credentials.OrganizationUid;

        await using var refused = await RegisterAsync(server, organizationUid);
        await refused.CheckVerificationAsync();

        using var switched = await server.AsAccount().PutAsJsonAsync(
            $"/v1/organization/{organizationUid}/settings",
            new { autoVerification = true, enrolmentOpenUntil = server.Services.Now().AddHours(1).ToContract() });
        Assert.Equal(HttpStatusCode.OK, switched.StatusCode);
        await using var accepted = await RegisterAsync(server, organizationUid);
        await accepted.SendAsync(ChannelActions.CheckVerification, new() { ["uid"] = accepted.Duid });

        await accepted.ExpectAsync(ChannelActions.VerificationSucceed);
    }

    [Fact]
    public async Task A_device_that_leaves_is_told_to_reset_and_can_be_paired_anew()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        var authHash = (await device.GetAsync("authentication")).GetProperty("authHash").GetString();

        await device.PutAsync("deprovision", new { });

        await device.Management.ExpectAsync(ChannelActions.PerformDeviceDeprovision);
        await HeardAsync(server, device);
        using var gone = await device.Client.GetAsync($"/v1/device/{device.Uid}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await using var again = await WireDevice.LogInAsync(server, device.Duid);
        using var paired = await device.Client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = await again.CheckVerificationAsync() });
        Assert.Equal(HttpStatusCode.Created, paired.StatusCode);
        Assert.NotEqual(authHash, (await device.GetAsync("authentication")).GetProperty("authHash").GetString());
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_device_that_left_while_it_was_away_is_told_to_reset_before_anything_else(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await device.Management.AbortAsync();
        await device.PutAsync("deprovision", new { });

        await using var back = await WireDevice.LogInAsync(server, device.Duid, polling: polling);
        await back.SendAsync(ChannelActions.CheckVerification, new() { ["uid"] = back.Duid });

        await back.ExpectAsync(ChannelActions.PerformDeviceDeprovision);
        Assert.Equal(0, back.CountSeen(ChannelActions.VerificationHashCreated));
    }

    [Fact]
    public async Task What_a_device_reports_between_leaving_and_resetting_reaches_nobody()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        var old = device.Management;
        await device.PutAsync("deprovision", new { });
        await old.ExpectAsync(ChannelActions.PerformDeviceDeprovision);
        await old.TelemetryAsync("BUNDLED_APPLET", new JsonObject { ["config"] = "of the old owner" });
        await old.AbortAsync();
        await HeardAsync(server, device);

        await using var again = await WireDevice.LogInAsync(server, device.Duid);
        var client = server.AsOrganization(await server.CreateForeignOrganizationAsync());
        using var paired = await client.PostAsJsonAsync("/v1/device/verification", new { verificationHash = await again.CheckVerificationAsync() });

        Assert.Equal(HttpStatusCode.Created, paired.StatusCode);
        using var latest = await client.GetAsync($"/v1/device/{device.Uid}/telemetry/BUNDLED_APPLET/latest");
        Assert.Equal(HttpStatusCode.NotFound, latest.StatusCode);
    }

    private static Task HeardAsync(PlacardServer server, PairedDevice device) => Eventually.IsTrueAsync(
        "the server knows that the device heard of its reset",
        () => server.ReadAsync(db => db.AcrossOrganizations<Domain.Devices.Device>().AnyAsync(row => row.Uid == device.Uid && !row.ResetPending)));

    private static async Task<WireDevice> RegisterAsync(PlacardServer server, string organizationUid)
    {
        var device = await WireDevice.OpenAsync(server);
        await device.SendAsync(ChannelActions.RegisterDevice, new()
        {
            ["uid"] = device.Duid,
            ["applicationType"] = "default",
            ["autoVerification"] = new JsonObject { ["organizationUid"] = organizationUid, ["deviceName"] = "Lobby" },
        });
        await device.ExpectAsync(ChannelActions.DeviceRegistrationSucceed);
        Assert.True(await device.TryLogInAsync());
        return device;
    }

    private static JsonObject Credentials(string identity, int type) => new()
    {
        ["credentials"] = new JsonObject { ["identity"] = identity },
        ["authenticationType"] = type,
    };

    // Any change of it makes the device end its connections and come back.
    private static async Task<string?> UpdatedAtAsync(PlacardServer server, string duid) =>
        (await server.Anonymous().GetFromJsonAsync<System.Text.Json.JsonElement>($"/configuration/{duid}")).GetProperty("updatedAt").GetString();
}
