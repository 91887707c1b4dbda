using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.DeviceProtocol;
using Placard.Domain.DeviceActions;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Tags and location of a device, and hardware that takes the place of another.</summary>
public sealed class PlaceTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => Matrix.Every;

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Tags_are_listed_logged_and_told_to_the_device(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var own = server.Credentials.OrganizationUid;
        var (north, south) = (await server.CreateTagAsync(own, "North"), await server.CreateTagAsync(own, "South"));
        await device.Management.SendAsync(ChannelActions.GetOrganizationTags);
        Assert.Equal(0, (await device.Management.ExpectAsync(ChannelActions.UpdateOrganizationTags)).GetProperty("tags").GetArrayLength());

        await device.PutAsync($"organization-tag/{south.Uid}", new { });
        await TagsAreAsync(device.Management, "South");
        await device.PutAsync($"organization-tag/{south.Uid}", new { });
        await device.PutAsync($"organization-tag/{north.Uid}", new { });
        await TagsAreAsync(device.Management, "North", "South");
        var listed = await device.GetAsync("organization-tag");
        Assert.Equal([south.Uid, north.Uid], listed.EnumerateArray().Select(tag => tag.GetProperty("uid").GetString()));
        Assert.Equal(JsonValueKind.Null, listed[0].GetProperty("archivedAt").ValueKind);

        using var removed = await device.Client.DeleteAsync($"/v1/device/{device.Uid}/organization-tag/{south.Uid}");
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        await TagsAreAsync(device.Management, "North");

        // What is the same already is not told again.
        Assert.Equal(4, device.Management.CountSeen(ChannelActions.UpdateOrganizationTags));
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("SET_ORGANIZATION_TAGS"), "succeededAt"));
        Assert.Equal(south.Uid, (await device.LoggedAsync("DELETE_ORGANIZATION_TAGS")).GetProperty("data").GetProperty("tagUids")[0].GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Only_tags_and_locations_of_the_device_s_own_organization_can_be_given_to_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var other = await server.CreateOrganizationAsync();
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var (tag, location) = (await server.CreateTagAsync(other.Uid), await server.CreateLocationAsync(other.Uid));

        // The account sees both organizations; the device is of one.
        foreach (var path in new[] { $"organization-tag/{tag.Uid}", $"location/{location.Uid}", "organization-tag/x", "location/x" })
        {
            using var put = await server.AsAccount().PutAsJsonAsync($"/v1/device/{device.Uid}/{path}", new { });
            using var deleted = await server.AsAccount().DeleteAsync($"/v1/device/{device.Uid}/{path}");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (put.StatusCode, deleted.StatusCode));
        }

        // A bulk operation names what it likes: what the organization has not is passed over, or fails.
        await server.SubmitAsync<SetOrganizationTags>(device.Uid, server.Credentials.OrganizationUid, $$"""{"tagUids":["{{tag.Uid}}","x"]}""");
        var action = await server.SubmitAsync<SetLocation>(device.Uid, server.Credentials.OrganizationUid, $$"""{"locationUid":"{{location.Uid}}"}""");
        Assert.Equal((FailCodes.NotFound, null), (action.FailCode, action.SucceededAt));
        Assert.Equal("[]", await server.AsOrganization().GetStringAsync($"/v1/device/{device.Uid}/organization-tag"));
        Assert.Null((await RowAsync(server, device.Uid)).LocationUid);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_location_is_shown_told_to_the_device_and_given_up(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var own = server.Credentials.OrganizationUid;
        var (street, square) = (await server.CreateLocationAsync(own, "Main street"), await server.CreateLocationAsync(own, "Square"));
        await device.Management.SendAsync(ChannelActions.GetLocation);
        Assert.Equal(JsonValueKind.Null, (await device.Management.ExpectAsync(ChannelActions.UpdateLocation)).GetProperty("location").ValueKind);

        await device.PutAsync($"location/{street.Uid}", new { });
        Assert.Equal("""{"name":"Main street"}""", (await device.Management.ExpectAsync(ChannelActions.UpdateLocation)).GetProperty("location").ToString());
        await device.PutAsync($"location/{square.Uid}", new { });
        Assert.Equal("Square", (await device.Management.ExpectAsync(ChannelActions.UpdateLocation)).GetProperty("location").GetProperty("name").GetString());
        Assert.Equal(square.Uid, (await device.GetAsync("")).GetProperty("locationUid").GetString());
        using var json = JsonDocument.Parse(await device.Client.GetStringAsync($"/v2/device/{device.Uid}"));
        Assert.Equal(square.Uid, json.RootElement.GetProperty("locationUid").GetString());

        using var elsewhere = await device.Client.DeleteAsync($"/v1/device/{device.Uid}/location/{street.Uid}");
        using var left = await device.Client.DeleteAsync($"/v1/device/{device.Uid}/location/{square.Uid}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (elsewhere.StatusCode, left.StatusCode));
        Assert.Equal(JsonValueKind.Null, (await device.Management.ExpectAsync(ChannelActions.UpdateLocation)).GetProperty("location").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await device.GetAsync("")).GetProperty("locationUid").ValueKind);
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("SET_LOCATION"), "succeededAt"));
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("DELETE_LOCATION"), "succeededAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task New_hardware_gets_name_location_and_tags_of_the_old_which_shows_what_became_of_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var old = await PairedDevice.StartAsync(server);
        await using var successor = await PairedDevice.StartAsync(server);
        var own = server.Credentials.OrganizationUid;
        var (north, south, location) = (await server.CreateTagAsync(own, "North"), await server.CreateTagAsync(own, "South"), await server.CreateLocationAsync(own));
        await old.PutAsync("", new { name = new string('é', 250) });
        await old.PutAsync($"organization-tag/{north.Uid}", new { });
        await old.PutAsync($"location/{location.Uid}", new { });
        await successor.PutAsync($"organization-tag/{south.Uid}", new { });
        await successor.Management.SendAsync(ChannelActions.GetOrganizationTags);
        await TagsAreAsync(successor.Management, "South");

        await old.PostAsync("replace", new { deviceUid = successor.Uid });

        await TagsAreAsync(successor.Management, "North");
        var (before, now) = (await old.GetAsync(""), await successor.GetAsync(""));
        Assert.Equal(new string('é', 250), now.GetProperty("name").GetString());
        Assert.Equal(new string('é', 244) + " (replaced)", before.GetProperty("name").GetString());
        Assert.Equal((location.Uid, null), (now.GetProperty("locationUid").GetString(), before.GetProperty("locationUid").GetString()));
        Assert.Equal(0, (await old.GetAsync("organization-tag")).GetArrayLength());
        Assert.Equal([north.Uid], (await successor.GetAsync("organization-tag")).EnumerateArray().Select(tag => tag.GetProperty("uid").GetString()));
        Assert.Equal(successor.Uid, (await old.LoggedAsync("REPLACE_DEVICE")).GetProperty("data").GetProperty("deviceUid").GetString());
        Assert.Equal(old.Uid, (await successor.LoggedAsync("REPLACE_DEVICE")).GetProperty("data").GetProperty("replacedDeviceUid").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Devices_that_replace_each_other_at_once_take_their_turns(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var own = server.Credentials.OrganizationUid;
        var (one, other) = (await server.CreateDeviceAsync(own), await server.CreateDeviceAsync(own));
        var client = server.AsOrganization();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(index =>
        {
            var (old, successor) = index % 2 == 0 ? (one, other) : (other, one);
            return client.PostAsJsonAsync($"/v1/device/{old.Uid}/replace", new { deviceUid = successor.Uid });
        }));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Only_another_device_of_the_same_organization_can_take_the_place(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var sibling = await server.CreateDeviceAsync((await server.CreateOrganizationAsync()).Uid);
        var foreign = await server.CreateDeviceAsync((await server.CreateForeignOrganizationAsync()).Uid);

        foreach (var (successor, status) in new (string?, HttpStatusCode)[]
        {
            (device.Uid, HttpStatusCode.BadRequest), (sibling.Uid, HttpStatusCode.BadRequest), (foreign.Uid, HttpStatusCode.NotFound), ("x", HttpStatusCode.NotFound), (null, HttpStatusCode.BadRequest),
        })
        {
            using var answer = await server.AsAccount().PostAsJsonAsync($"/v1/device/{device.Uid}/replace", new { deviceUid = successor });
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Equal(device.Name, (await RowAsync(server, device.Uid)).Name);
        Assert.False(await server.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().AnyAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_banned_device_is_shut_out_at_once_and_let_in_again_when_approved(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await using var front = await device.OpenFrontAsync();
        var own = server.Credentials.OrganizationUid;

        var ban = await server.SubmitAsync<Ban>(device.Uid, own);

        Assert.NotNull(ban.SucceededAt);
        await device.Management.Closed;
        await front.Closed;
        await using var refused = await WireDevice.OpenAsync(server, device.Duid);
        Assert.False(await refused.TryLogInAsync());
        Assert.Equal(own, (await device.GetAsync("")).GetProperty("organizationUid").GetString());
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("BAN"), "succeededAt"));

        await server.SubmitAsync<Approve>(device.Uid, own);

        Assert.True(await refused.TryLogInAsync());
        Assert.True(PairedDevice.IsSet(await device.LoggedAsync("APPROVE"), "succeededAt"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_s_plan_is_kept(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var own = server.Credentials.OrganizationUid;
        var device = await server.CreateDeviceAsync(own);

        var action = await server.SubmitAsync<ChangeSubscriptionType>(device.Uid, own, """{"subscriptionType":"basic"}""");

        Assert.NotNull(action.SucceededAt);
        Assert.Equal("basic", (await RowAsync(server, device.Uid)).SubscriptionType);
    }

    private static async Task TagsAreAsync(WireDevice device, params string[] names)
    {
        var told = await device.ExpectAsync(ChannelActions.UpdateOrganizationTags);
        Assert.Equal(names, told.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!));
    }

    private static Task<Device> RowAsync(PlacardServer server, string deviceUid) =>
        server.ReadAsync(db => db.AcrossOrganizations<Device>().AsNoTracking().SingleAsync(device => device.Uid == deviceUid));
}
