using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Placard.DeviceProtocol;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.Domain.Provisioning;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.GatewayTests;

/// <summary>Devices that a recipe names come into their organization by themselves.</summary>
public sealed class RecipeTests
{
    private const string Address = "12:34:56:78:90:ab";

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    public static TheoryData<DatabaseKind, bool> DatabasesAndWires => Matrix.DatabasesAndWires;

    [Theory]
    [MemberData(nameof(DatabasesAndWires))]
    public async Task A_device_gets_all_that_its_recipe_says(DatabaseKind database, bool polling)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        var (north, south, location) = (await server.CreateTagAsync(own), await server.CreateTagAsync(own, "South"), await server.CreateLocationAsync(own));
        var applet = await server.CreateAppletAsync();
        var recipe = await CreateAsync(client, new
        {
            brand = "LGE",
            model = "55SM5C",
            serialNumber = "SN1",
            macAddress = Address,
            deviceName = "Lobby left",
            tagUids = new[] { south.Uid, north.Uid },
            locationUid = location.Uid,
            appletUid = applet,
            appletVersion = "1.0.0",
            configuration = new { identification = "x1" },
        });

        await using var wire = await WireDevice.LogInAsync(server, polling: polling);
        await wire.CheckVerificationAsync();
        await SayAsync(wire, "lge", "sn1 ", " 55sm5c");
        await wire.ReportAsync(ChannelActions.NetworkStatusChanged, Network("AA-AA-AA-AA-AA-AA", "12-34-56-78-90-AB"));

        await wire.ExpectAsync(ChannelActions.VerificationSucceed);
        await wire.SendAsync(ChannelActions.SubscribeActiveApplet, new() { ["deviceUid"] = wire.Duid });
        Assert.Equal("Lobby left", (await wire.ExpectAsync(ChannelActions.UpdateDevice)).GetProperty("deviceName").GetString());
        var used = await ReadAsync(client, recipe);
        Assert.Equal("Applied", used.GetProperty("status").GetString());
        Assert.False(used.TryGetProperty("errorMessage", out _));
        var uid = used.GetProperty("deviceUid").GetString();
        var device = await JsonAsync(client, $"/v1/device/{uid}");
        Assert.Equal((wire.Duid, "Lobby left"), (device.GetProperty("duid").GetString(), device.GetProperty("name").GetString()));
        Assert.Equal(location.Uid, device.GetProperty("locationUid").GetString());
        Assert.Equal(new[] { north.Uid, south.Uid }.Order(), (await server.ReadAsync(db => db.AcrossOrganizations<DeviceTag>().Where(tag => tag.DeviceUid == uid).Select(tag => tag.TagUid).ToListAsync())).Order());
        var timing = (await JsonAsync(client, $"/v1/device/{uid}/applet"))[0];
        Assert.Equal((applet, true, "x1"), (timing.GetProperty("appletUid").GetString(), timing.GetProperty("active").GetBoolean(), timing.GetProperty("configuration").GetProperty("identification").GetString()));
        Assert.Equal(
            ["PROVISION", "UPDATE_NAME", "SET_ORGANIZATION_TAGS", "SET_LOCATION", "CREATE_TIMING"],
            (await JsonAsync(client, $"/v1/device/{uid}/action-log")).EnumerateArray().Reverse().Select(action => action.GetProperty("type").GetString()));

        // Nothing is left that would be looked at again.
        Assert.Equal(0, await server.ReadAsync(db => db.WaitingIdentities.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Only_a_device_that_is_all_that_the_recipe_names_matches(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        var bySerialNumber = await CreateAsync(client, new { brand = "LGE", serialNumber = "SN1" });
        var byBoth = await CreateAsync(client, new { brand = "LGE", serialNumber = "SN2", macAddress = Address });
        var byModel = await CreateAsync(client, new { brand = "LGE", serialNumber = "SN3", model = "55SM5C" });
        var byAddress = await CreateAsync(client, new { brand = "Philips", macAddress = Address });

        // Nearly.
        await using var brandless = await StartAsync(server, null, "SN1", null);
        await using var otherBrand = await StartAsync(server, "Samsung", "SN1", null);
        await using var otherNumber = await StartAsync(server, "LGE", "SN11", null);
        await using var otherAddress = await StartAsync(server, "LGE", "SN2", null, "12:34:56:78:90:ac");
        await using var otherModel = await StartAsync(server, "LGE", "SN3", "55SM5");
        await using var noModel = await StartAsync(server, "LGE", "SN3", null);

        // The rest; each is answered when the ones before it were looked at, too.
        await using var first = await StartAsync(server, "LGE", "SN1", "any");
        await using var second = await StartAsync(server, "LGE", "SN2", null, Address);
        await using var third = await StartAsync(server, "LGE", "SN3", "55SM5C");
        await using var fourth = await StartAsync(server, "PHILIPS", null, null, "123456.7890AB");
        foreach (var (recipe, device) in new[] { (bySerialNumber, first), (byBoth, second), (byModel, third), (byAddress, fourth) })
        {
            await device.ExpectAsync(ChannelActions.VerificationSucceed);
            Assert.Equal(device.Duid, await DuidAsync(server, client, recipe));
        }

        Assert.Equal(4, await server.ReadAsync(db => db.AcrossOrganizations<Device>().CountAsync(device => device.OrganizationUid == own)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_waits_is_taken_when_its_recipe_comes_or_the_organization_opens(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        var early = await CreateAsync(client, new { brand = "LGE", serialNumber = "1" });
        await using var one = await StartAsync(server, "LGE", "1", null);
        await using var two = await StartAsync(server, "LGE", "2", null);
        await using var three = await StartAsync(server, "LGE", "3", null, Address);
        await using var four = await StartAsync(server, "LGE", "4", null);

        // Off by default.
        Assert.Equal("Pending", (await ReadAsync(client, early)).GetProperty("status").GetString());
        await OpenAsync(server, own);
        await one.ExpectAsync(ChannelActions.VerificationSucceed);
        Assert.Equal(one.Duid, await DuidAsync(server, client, early));

        var late = await CreateAsync(client, new { brand = "LGE", serialNumber = "2" });
        await two.ExpectAsync(ChannelActions.VerificationSucceed);
        Assert.Equal(two.Duid, await DuidAsync(server, client, late));

        using var csv = new StringContent($"brand,macAddress\nLGE,{Address}\nLGE,aa:bb:cc:00:11:22", System.Text.Encoding.UTF8, "text/csv");
        using var uploaded = await client.PostAsync("/v1/bulk-provisioning/recipe/csv", csv);
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        await three.ExpectAsync(ChannelActions.VerificationSucceed);

        var changed = await CreateAsync(client, new { brand = "LGE", serialNumber = "44" });
        using var corrected = await client.PutAsJsonAsync($"/v1/bulk-provisioning/recipe/{changed}", new { serialNumber = "4" });
        await four.ExpectAsync(ChannelActions.VerificationSucceed);
        Assert.Equal(four.Duid, await DuidAsync(server, client, changed));

        // Off again: nothing more is let in.
        await OpenAsync(server, own, isOpen: false);
        var unused = await CreateAsync(client, new { brand = "LGE", serialNumber = "5" });
        await using var five = await StartAsync(server, "LGE", "5", null);
        await OpenAsync(server, own);
        await five.ExpectAsync(ChannelActions.VerificationSucceed);
        Assert.Equal(five.Duid, await DuidAsync(server, client, unused));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Recipes_that_contradict_are_told_so_and_none_is_applied(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var foreign = await server.CreateForeignOrganizationAsync();
        var (client, stranger, own) = (server.AsOrganization(), server.AsOrganization(foreign), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        await OpenAsync(server, foreign.Uid);
        var ours = await CreateAsync(client, new { brand = "LGE", serialNumber = "1" });
        var theirs = await CreateAsync(stranger, new { brand = "LGE", serialNumber = "1" });

        await using var device = await StartAsync(server, "LGE", "1", null);
        foreach (var (caller, recipe) in new[] { (client, ours), (stranger, theirs) })
        {
            await Eventually.IsTrueAsync("the recipe says why it was not applied", async () => (await ReadAsync(caller, recipe)).TryGetProperty("errorMessage", out _));
            var refused = await ReadAsync(caller, recipe);
            Assert.Equal(
                ("Pending", "The device came, but another recipe names it too, so none was applied."),
                (refused.GetProperty("status").GetString(), refused.GetProperty("errorMessage").GetString()));
        }

        // One of them goes, so nothing is in doubt any more.
        using var deleted = await stranger.DeleteAsync($"/v1/bulk-provisioning/recipe/{theirs}");
        await device.ExpectAsync(ChannelActions.VerificationSucceed);
        var used = await ReadAsync(client, ours);
        Assert.Equal("Applied", used.GetProperty("status").GetString());
        Assert.False(used.TryGetProperty("errorMessage", out _));

        // Of one organization too: by the number one, by the address the other.
        var byNumber = await CreateAsync(client, new { brand = "LGE", serialNumber = "2" });
        var byAddress = await CreateAsync(client, new { brand = "LGE", macAddress = Address });
        await using var torn = await WireDevice.LogInAsync(server);
        await torn.ReportAsync(ChannelActions.NetworkStatusChanged, Network(Address));
        await SayAsync(torn, "LGE", "2", null);
        foreach (var recipe in new[] { byNumber, byAddress })
        {
            await Eventually.IsTrueAsync("the recipe says why it was not applied", async () => (await ReadAsync(client, recipe)).TryGetProperty("errorMessage", out _));
        }

        // An organization that lets nobody in stands in nobody's way.
        await OpenAsync(server, foreign.Uid, isOpen: false);
        await CreateAsync(stranger, new { brand = "LGE", serialNumber = "3" });
        var undoubted = await CreateAsync(client, new { brand = "LGE", serialNumber = "3" });
        await using var third = await StartAsync(server, "LGE", "3", null);
        await third.ExpectAsync(ChannelActions.VerificationSucceed);
        Assert.Equal(third.Duid, await DuidAsync(server, client, undoubted));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_devices_that_claim_to_be_the_same_one_gets_the_recipe(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        const int Recipes = 8;
        for (var index = 0; index < Recipes; index++)
        {
            await CreateAsync(client, new { brand = "LGE", serialNumber = $"{index}", deviceName = $"Display {index}" });
        }

        var devices = await Task.WhenAll(Enumerable.Range(0, 3 * Recipes).Select(_ => WireDevice.LogInAsync(server)));
        await Task.WhenAll(devices.Select((device, index) => SayAsync(device, "LGE", $"{index % Recipes}", null)));

        await Eventually.IsTrueAsync("all recipes are used", async () =>
            await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().AllAsync(recipe => recipe.Status == RecipeStatus.Applied)));
        var taken = await server.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.OrganizationUid == own).Select(device => device.Name).ToListAsync());
        Assert.Equal(Enumerable.Range(0, Recipes).Select(index => $"Display {index}"), taken.Order());
        Assert.Equal(
            taken.Count,
            await server.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().CountAsync(action => action.Kind == "PROVISION")));
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_gone_does_not_stop_the_rest(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        var (tag, kept, location) = (await server.CreateTagAsync(own), await server.CreateTagAsync(own, "Kept"), await server.CreateLocationAsync(own));
        var recipe = await CreateAsync(client, new { brand = "LGE", serialNumber = "1", tagUids = new[] { tag.Uid, kept.Uid }, locationUid = location.Uid, deviceName = "Lobby" });
        await server.WriteAsync(db => db.RemoveRange(tag, location));
        Assert.Equal($"[\"{kept.Uid}\"]", (await ReadAsync(client, recipe)).GetProperty("tagUids").GetRawText());

        await using var device = await StartAsync(server, "LGE", "1", null);

        await device.ExpectAsync(ChannelActions.VerificationSucceed);
        var used = await ReadAsync(client, recipe);
        Assert.Equal("Applied", used.GetProperty("status").GetString());
        Assert.Contains("locationUid - The organization has no such location.", used.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        var uid = used.GetProperty("deviceUid").GetString();
        Assert.Equal("Lobby", (await JsonAsync(client, $"/v1/device/{uid}")).GetProperty("name").GetString());
        Assert.Equal([kept.Uid], await server.ReadAsync(db => db.AcrossOrganizations<DeviceTag>().Select(link => link.TagUid).ToListAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_full_organization_takes_nobody(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        await server.ReadAsync(db => db.Organizations.Where(organization => organization.Uid == own)
            .ExecuteUpdateAsync(row => row.SetProperty(organization => organization.MaxDevicesCount, 3)));
        for (var index = 0; index < 8; index++)
        {
            await CreateAsync(client, new { brand = "LGE", serialNumber = $"{index}" });
        }

        var devices = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WireDevice.LogInAsync(server)));
        await Task.WhenAll(devices.Select((device, index) => SayAsync(device, "LGE", $"{index}", null)));

        await Eventually.IsTrueAsync("every recipe came to an end", async () => await server.ReadAsync(db =>
            db.AcrossOrganizations<ProvisioningRecipe>().AllAsync(recipe => recipe.Status == RecipeStatus.Applied || recipe.ErrorMessage != null)));
        Assert.Equal(3, await server.ReadAsync(db => db.AcrossOrganizations<Device>().CountAsync(device => device.OrganizationUid == own)));
        Assert.Equal(3, await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().CountAsync(recipe => recipe.Status == RecipeStatus.Applied)));
        foreach (var device in devices)
        {
            await device.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_left_can_be_named_again_and_a_stopped_server_goes_on(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        var recipe = await CreateAsync(client, new { brand = "LGE", serialNumber = "1" });
        await using var device = await StartAsync(server, "LGE", "1", null);
        await device.ExpectAsync(ChannelActions.VerificationSucceed);
        var uid = (await ReadAsync(client, recipe)).GetProperty("deviceUid").GetString();

        // The recipe is used up, so a device that is sent away stays away, until another recipe wants it.
        using var left = await client.PutAsJsonAsync($"/v1/device/{uid}/deprovision", new { });
        await device.ExpectAsync(ChannelActions.PerformDeviceDeprovision);
        await Eventually.IsTrueAsync("the device was told to forget", async () =>
            await server.ReadAsync(db => db.AcrossOrganizations<Device>().AnyAsync(row => row.Uid == uid && !row.ResetPending)));
        var next = await CreateAsync(client, new { brand = "LGE", serialNumber = "1", deviceName = "Again" });
        await Eventually.IsTrueAsync("the device came back", async () => (await ReadAsync(client, next)).GetProperty("status").GetString() == "Applied");
        Assert.Equal("Again", (await JsonAsync(client, $"/v1/device/{uid}")).GetProperty("name").GetString());

        // A node that went down between a device's word and its recipe. The name of a device that is gone does no harm.
        await server.WriteAsync(db => db.Add(new WaitingIdentity { DeviceUid = "gone", Key = ProvisioningKeys.OfSerialNumber("LGE", "2")! }));
        await using var waiting = await StartAsync(server, "LGE", "2", null);
        await waiting.AbortAsync();
        await OpenAsync(server, own, isOpen: false);
        var missed = await CreateAsync(client, new { brand = "LGE", serialNumber = "2" });
        await server.ReadAsync(db => db.Organizations.Where(organization => organization.Uid == own)
            .ExecuteUpdateAsync(row => row.SetProperty(organization => organization.BulkProvisioning, true)));
        await server.RestartAsync();
        var restarted = server.AsOrganization();
        await Eventually.IsTrueAsync("the waiting device was found", async () => (await ReadAsync(restarted, missed)).GetProperty("status").GetString() == "Applied");
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Somebodys_emulator_goes_to_nobody_else(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var foreign = await server.CreateForeignOrganizationAsync();
        var (client, stranger, own) = (server.AsOrganization(), server.AsOrganization(foreign), server.Credentials.OrganizationUid);
        await OpenAsync(server, own);
        await OpenAsync(server, foreign.Uid);
        var theirs = await CreateAsync(stranger, new { brand = "signageOS", serialNumber = "emulator" });
        using var made = await client.PostAsJsonAsync("/v1/emulator", new { skipProvision = true });
        var uid = made.Headers.Location!.Segments[^1];
        var duid = await server.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.Uid == uid).Select(device => device.Duid).SingleAsync());

        await using var emulator = await WireDevice.LogInAsync(server, duid);
        await SayAsync(emulator, "signageOS", "emulator", null);
        var ours = await CreateAsync(client, new { brand = "signageOS", serialNumber = "emulator" });

        await emulator.ExpectAsync(ChannelActions.VerificationSucceed);
        Assert.Equal(duid, await DuidAsync(server, client, ours));
        Assert.Equal("Pending", (await ReadAsync(stranger, theirs)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_paired_device_costs_no_look()
    {
        await using var server = await PlacardServer.StartAsync();
        await OpenAsync(server, server.Credentials.OrganizationUid);
        await using var device = await PairedDevice.StartAsync(server);

        await SayAsync(device.Management, "LGE", "1", null);

        Assert.Equal(0, await server.ReadAsync(db => db.WaitingIdentities.CountAsync()));
    }

    private static async Task<WireDevice> StartAsync(PlacardServer server, string? brand, string? serialNumber, string? model, params string[] addresses)
    {
        var device = await WireDevice.LogInAsync(server);
        await SayAsync(device, brand, serialNumber, model);
        if (addresses.Length > 0)
        {
            await device.ReportAsync(ChannelActions.NetworkStatusChanged, Network(addresses));
        }

        return device;
    }

    private static Task SayAsync(WireDevice device, string? brand, string? serialNumber, string? model) => device.ReportAsync(
        ChannelActions.UpdateDeviceInfo,
        new() { ["applicationType"] = "default", ["brand"] = brand, ["serialNumber"] = serialNumber, ["model"] = model });

    private static JsonObject Network(params string[] addresses) => new()
    {
        ["data"] = new JsonArray([.. addresses.Select((address, index) => new JsonObject { ["type"] = $"kind{index}", ["macAddress"] = address })]),
    };

    private static async Task OpenAsync(PlacardServer server, string organizationUid, bool isOpen = true)
    {
        // A foreign organization has no account here.
        var account = organizationUid == server.Credentials.OrganizationUid
            ? server.AsAccount()
            : server.WithKey(await server.CreateAccountAsync($"{Domain.Uids.Random(8)}@example.org", organizationUid, Domain.Accounts.Role.Owner));
        using var answer = await account.PutAsJsonAsync($"/v1/organization/{organizationUid}/settings", new { bulkProvisioning = isOpen });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(isOpen, (await JsonAsync(account, $"/v1/organization/{organizationUid}/settings")).GetProperty("bulkProvisioning").GetBoolean());
    }

    private static async Task<string> CreateAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/v1/bulk-provisioning/recipe", body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.Segments[^1];
    }

    private static Task<JsonElement> ReadAsync(HttpClient client, string recipe) => JsonAsync(client, $"/v1/bulk-provisioning/recipe/{recipe}");

    private static async Task<string?> DuidAsync(PlacardServer server, HttpClient client, string recipe)
    {
        var uid = (await ReadAsync(client, recipe)).GetProperty("deviceUid").GetString();
        return await server.ReadAsync(db => db.AcrossOrganizations<Device>().Where(device => device.Uid == uid).Select(device => device.Duid).SingleAsync());
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(path));
        return json.RootElement.Clone();
    }
}
