using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.DeviceProtocol;
using Placard.Domain.Accounts;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>A device moves to another organization.</summary>
public sealed class MoveTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task It_stays_paired_and_hears_of_its_new_organization_at_once(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        await using var front = await device.OpenFrontAsync(polling);
        await device.PutAsync("", new { name = "Lobby" });
        await SubscribeAsync(front);
        var authHash = (await device.GetAsync("authentication")).GetProperty("authHash").GetString();
        var other = await server.CreateOrganizationAsync("Branch");

        await MoveAsync(server, device.Uid, other.Uid);

        await front.ExpectAsync(ChannelActions.LastActiveAppletMissed);
        var told = await front.ExpectAsync(ChannelActions.UpdateDeviceAuthHash);
        Assert.NotEqual(authHash, told.GetProperty("authHash").GetString());
        Assert.Equal($"Device {device.Duid[..6]}", (await front.ExpectAsync(ChannelActions.UpdateDevice)).GetProperty("deviceName").GetString());
        Assert.Equal("Branch", (await front.ExpectAsync(ChannelActions.UpdateOrganization)).GetProperty("title").GetString());
        Assert.Equal(0, device.Management.CountSeen(ChannelActions.PerformDeviceDeprovision));

        // Commands of the new organization reach it in the same session.
        var client = server.AsOrganization(other);
        using var set = await client.PutAsJsonAsync($"/v1/device/{device.Uid}/volume", new { volume = 33 });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        await device.Management.ExpectAsync("Device.Audio.SetDeviceVolume");
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_belongs_to_the_old_organization_stays_there_and_the_facts_of_the_hardware_follow(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var own = server.Credentials.OrganizationUid;
        var (tag, location) = (await server.CreateTagAsync(own), await server.CreateLocationAsync(own));
        await device.PutAsync("", new { name = "Lobby" });
        await device.PutAsync($"organization-tag/{tag.Uid}", new { });
        await device.PutAsync($"location/{location.Uid}", new { });
        await device.Management.ReportAsync(ChannelActions.UpdateDeviceInfo, new() { ["model"] = "QM55", ["brand"] = "Samsung" });
        await device.Management.TelemetryAsync("VOLUME", new JsonObject { ["volume"] = 10 });
        await device.Management.TelemetryAsync("TEMPERATURE", new JsonObject { ["temperature"] = 40 });
        await device.Management.AbortAsync();
        await device.Management.Closed;
        await device.SetVolumeAsync(70);
        var other = await server.CreateOrganizationAsync();

        await MoveAsync(server, device.Uid, other.Uid);

        using var gone = await device.Client.GetAsync($"/v1/device/{device.Uid}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var client = server.AsOrganization(other);
        var moved = await ReadAsync(client, $"/v1/device/{device.Uid}");
        Assert.Equal(other.Uid, moved.GetProperty("organizationUid").GetString());
        Assert.Equal("QM55", moved.GetProperty("model").GetString());
        Assert.Equal($"Device {device.Duid[..6]}", moved.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, moved.GetProperty("locationUid").ValueKind);
        Assert.Equal(0, (await ReadAsync(client, $"/v1/device/{device.Uid}/organization-tag")).GetArrayLength());
        Assert.Equal(0, (await ReadAsync(client, $"/v1/device/{device.Uid}/volume")).GetArrayLength());
        Assert.Equal(["SET_ORGANIZATION"], (await ReadAsync(client, $"/v1/device/{device.Uid}/action-log")).EnumerateArray().Select(action => action.GetProperty("type").GetString()));
        var latest = (await ReadAsync(client, $"/v1/device/{device.Uid}/telemetry/latest")).GetProperty("telemetries");
        Assert.True(latest.TryGetProperty("TEMPERATURE", out _), latest.ToString());
        Assert.False(latest.TryGetProperty("VOLUME", out _), latest.ToString());
        Assert.Equal(0, (await ReadAsync(client, $"/v1/device/{device.Uid}/telemetry/TEMPERATURE")).GetArrayLength());

        // The old organization keeps its history, in which the open command failed and the move stands.
        var kept = await server.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().AsNoTracking()
            .Where(action => action.DeviceUid == device.Uid && action.OrganizationUid == own).ToListAsync());
        Assert.Contains(kept, action => action is { Kind: "SET_VOLUME", FailCode: FailCodes.DeviceMoved });
        Assert.Contains(kept, action => action is { Kind: "SET_ORGANIZATION", SucceededAt: not null, OriginatorKind: OriginatorKind.Account });
    }

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task Until_the_display_was_told_to_drop_the_old_content_nobody_gets_its_reports(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server, polling);
        var other = await server.CreateOrganizationAsync();
        await MoveAsync(server, device.Uid, other.Uid);
        var client = server.AsOrganization(other);

        // It was away during the move and comes back with the old content.
        await using var front = await device.OpenFrontAsync(polling);
        front.Confirms = false;
        await front.TelemetryAsync("BUNDLED_APPLET", new JsonObject { ["config"] = "of the old owner" });
        await front.SendAsync(ChannelActions.CheckVerification, new() { ["uid"] = front.Duid });
        await front.ExpectAsync(ChannelActions.VerificationSucceed);
        var frame = await front.NextFrameAsync(ChannelActions.LastActiveAppletMissed);
        await front.TelemetryAsync("BUNDLED_APPLET", new JsonObject { ["config"] = "of the old owner" });
        using (var unheard = await client.GetAsync($"/v1/device/{device.Uid}/telemetry/BUNDLED_APPLET/latest"))
        {
            Assert.Equal(HttpStatusCode.NotFound, unheard.StatusCode);
        }

        await front.SendRawAsync(DeviceFrame.Response(frame.ResponseUid!).ToUtf8());
        await Eventually.IsTrueAsync(
            "the server knows that the display dropped it",
            () => server.ReadAsync(db => db.AcrossOrganizations<Device>().AnyAsync(row => row.Uid == device.Uid && !row.ForgetPending)));
        await front.TelemetryAsync("BUNDLED_APPLET", new JsonObject { ["config"] = "of the new owner" });

        var latest = await ReadAsync(client, $"/v1/device/{device.Uid}/telemetry/BUNDLED_APPLET/latest");
        Assert.Equal("of the new owner", latest.GetProperty("data").GetProperty("config").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Only_a_manager_of_both_organizations_may_move_a_device(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (own, other, foreign) = (server.Credentials.OrganizationUid, await server.CreateOrganizationAsync(), await server.CreateForeignOrganizationAsync());
        var device = await server.CreateDeviceAsync(own);
        var both = await AccountAsync(server, "both@example.org", (own, Role.Manager), (other.Uid, Role.Manager));
        var user = await AccountAsync(server, "user@example.org", (own, Role.Manager), (other.Uid, Role.User));
        var guest = await AccountAsync(server, "guest@example.org", (own, Role.Guest), (other.Uid, Role.Manager));
        var stranger = await AccountAsync(server, "stranger@example.org", (other.Uid, Role.Manager), (foreign.Uid, Role.Manager));
        var account = server.AsAccount();

        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(server.AsOrganization(), device.Uid, other.Uid));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(user, device.Uid, other.Uid));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(guest, device.Uid, other.Uid));
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(stranger, device.Uid, foreign.Uid));
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(account, device.Uid, foreign.Uid));
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(account, device.Uid, other.CompanyUid));
        Assert.Equal(HttpStatusCode.NotFound, await TryAsync(account, new string('0', 53), other.Uid));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(account, device.Uid, null));
        Assert.Equal(own, await OwnerAsync(server, device.Uid));

        Assert.Equal(HttpStatusCode.NoContent, await TryAsync(both, device.Uid, other.Uid));
        Assert.Equal(other.Uid, await OwnerAsync(server, device.Uid));
        Assert.Equal(HttpStatusCode.NoContent, await TryAsync(both, device.Uid, other.Uid));
        Assert.Equal(HttpStatusCode.NoContent, await TryAsync(account, device.Uid, own));
        Assert.Equal(own, await OwnerAsync(server, device.Uid));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_two_moves_at_once_one_wins_and_the_device_is_in_one_piece(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var own = server.Credentials.OrganizationUid;
        var device = await server.CreateDeviceAsync(own);
        var (one, two) = (await server.CreateOrganizationAsync("One"), await server.CreateOrganizationAsync("Two"));
        var account = server.AsAccount();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => TryAsync(account, device.Uid, (number % 2 == 0 ? one : two).Uid)));

        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.NoContent or HttpStatusCode.NotFound, $"{answer}"));
        var owner = await OwnerAsync(server, device.Uid);
        Assert.Contains(owner, new[] { one.Uid, two.Uid });
        var rows = await server.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().AsNoTracking().Where(action => action.DeviceUid == device.Uid).ToListAsync());
        Assert.Contains(rows, action => action.OrganizationUid == owner);
        Assert.Single(rows, action => action.OrganizationUid == own);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_command_that_the_old_owner_stored_during_the_move_is_never_sent(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var (own, other) = (server.Credentials.OrganizationUid, await server.CreateOrganizationAsync());
        await MoveAsync(server, device.Uid, other.Uid);

        await server.SubmitAsync<Domain.DeviceActions.SetVolume>(device.Uid, own, """{"volume":99}""");
        await server.SubmitAsync<Domain.DeviceActions.SetVolume>(device.Uid, other.Uid, """{"volume":1}""");

        Assert.Equal(1, (await device.Management.ExpectAsync("Device.Audio.SetDeviceVolume")).GetProperty("volume").GetInt32());
        await device.Management.RoundTripAsync();
        Assert.Equal(1, device.Management.CountSeen("Device.Audio.SetDeviceVolume"));
    }

    private static async Task SubscribeAsync(WireDevice front)
    {
        await front.SendAsync(ChannelActions.SubscribeActiveApplet, new() { ["deviceUid"] = front.Duid });
        await front.ExpectAsync(ChannelActions.LastActiveAppletMissed);
    }

    private static async Task MoveAsync(PlacardServer server, string deviceUid, string organizationUid) =>
        Assert.Equal(HttpStatusCode.NoContent, await TryAsync(server.AsAccount(), deviceUid, organizationUid));

    private static async Task<HttpStatusCode> TryAsync(HttpClient client, string deviceUid, string? organizationUid)
    {
        using var answer = await client.PutAsJsonAsync($"/v1/device/{deviceUid}/organization", new { organizationUid });
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            Assert.Equal("", await answer.Content.ReadAsStringAsync());
        }

        return answer.StatusCode;
    }

    private static async Task<HttpClient> AccountAsync(PlacardServer server, string email, params (string Organization, Role Role)[] roles)
    {
        var key = await server.CreateAccountAsync(email, roles[0].Organization, roles[0].Role);
        await server.WriteAsync(db => db.AddRange(roles.Skip(1).Select(role => new Membership
        {
            AccountId = db.Accounts.Single(account => account.Email == email).Id,
            OrganizationUid = role.Organization,
            Role = role.Role,
            AssignedAt = DateTime.UnixEpoch,
        })));
        return server.WithKey(key);
    }

    private static Task<string?> OwnerAsync(PlacardServer server, string deviceUid) =>
        server.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.Uid == deviceUid).Select(device => device.OrganizationUid).SingleAsync());

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
