using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Provisioning;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Provisioning;

public sealed class RecipeTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_recipe_is_made_read_changed_and_deleted(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        var (north, south) = (await server.CreateTagAsync(own), await server.CreateTagAsync(own, "South"));
        var location = await server.CreateLocationAsync(own);
        var applet = await server.CreateAppletAsync();

        var uid = await client.CreateRecipeAsync(new
        {
            brand = "LGE",
            model = "55SM5C",
            serialNumber = " 912MXKL0X123 ",
            macAddress = "12-34-56-78-90-AB",
            tagUids = new[] { south.Uid, north.Uid, south.Uid },
            deviceName = "Lobby left",
            locationUid = location.Uid,
            appletUid = applet,
            appletVersion = "1.0.0",
            configuration = new { a = 1 },
        });

        Assert.Equal(36, uid.Length);
        var recipe = await client.RecipeAsync(uid);
        var createdAt = recipe.GetProperty("createdAt").GetString();
        Assert.Equal(
            $$"""{"uid":"{{uid}}","organizationUid":"{{own}}","status":"Pending","brand":"LGE","model":"55SM5C","serialNumber":" 912MXKL0X123 ","macAddress":"12-34-56-78-90-AB","tagUids":["{{south.Uid}}","{{north.Uid}}"],"deviceName":"Lobby left","locationUid":"{{location.Uid}}","appletUid":"{{applet}}","appletVersion":"1.0.0","configuration":{"a":1},"createdAt":"{{createdAt}}"}""",
            recipe.GetRawText());

        // The misspelt name, null, empty text, and one tag as text.
        using var changed = await client.PutAsJsonAsync(
            $"{RecipeCalls.Path}/{uid}",
            new Dictionary<string, object?> { ["seriaNumber"] = "S2", ["macAddress"] = null, ["model"] = "", ["tagUids"] = north.Uid, ["locationUid"] = null, ["configuration"] = "{'b':2}" });
        Assert.Equal("""{"message":"OK"}""", await changed.Content.ReadAsStringAsync());
        Assert.Equal(
            $$"""{"uid":"{{uid}}","organizationUid":"{{own}}","status":"Pending","brand":"LGE","serialNumber":"S2","tagUids":["{{north.Uid}}"],"deviceName":"Lobby left","appletUid":"{{applet}}","appletVersion":"1.0.0","configuration":{"b":2},"createdAt":"{{createdAt}}"}""",
            (await client.RecipeAsync(uid)).GetRawText());

        using var deleted = await client.DeleteAsync($"{RecipeCalls.Path}/{uid}");
        Assert.Equal("""{"message":"OK"}""", await deleted.Content.ReadAsStringAsync());
        await client.GetAsync($"{RecipeCalls.Path}/{uid}").RefusedAsync(HttpStatusCode.NotFound);
        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipeTag>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        var foreign = await server.CreateForeignOrganizationAsync();
        var (foreignTag, foreignLocation) = (await server.CreateTagAsync(foreign.Uid), await server.CreateLocationAsync(foreign.Uid));
        var foreignApplet = await server.CreateAppletAsync(organizationUid: foreign.Uid);
        var applet = await server.CreateAppletAsync();

        await Refused(new { serialNumber = "1" }, "brand - is required");
        await Refused(new { brand = "  ", serialNumber = "1" }, "brand - is required");
        await Refused(new { brand = 5, serialNumber = "1" }, "brand - ");
        await Refused(new { brand = "LG" }, "serialNumber - or macAddress is required");
        await Refused(new { brand = "LG", serialNumber = "", macAddress = " " }, "serialNumber - or macAddress is required");
        await Refused(new { brand = new string('b', 256), serialNumber = "1" }, "brand - must have 1 to 255");
        await Refused(new { brand = "LG", model = new string('b', 256), serialNumber = new string('b', 256), deviceName = new string('b', 256) }, "model - must", "serialNumber - must", "deviceName - must");
        await Refused(new { brand = "L\tG", serialNumber = "1" }, "brand - must not contain control");
        foreach (var address in new[] { "12:34:56:78:90", "12:34:56:78:90:ag", "12:34:56:78:90:ab:cd", "00:00:00:00:00:00", "FF-FF-FF-FF-FF-FF", new string(':', 60) + "123456789012" })
        {
            await Refused(new { brand = "LG", macAddress = address }, "macAddress - must be the MAC address");
        }

        foreach (var tag in new[] { foreignTag.Uid, Uids.Random(50) })
        {
            await Refused(new { brand = "LG", serialNumber = "1", tagUids = new[] { tag } }, $"tagUids - names a tag that the organization does not have: {tag}");
            await Refused(new { brand = "LG", serialNumber = "1", tagUids = tag }, "tagUids - names a tag");
        }

        await Refused(new { brand = "LG", serialNumber = "1", tagUids = new object[] { 5 } }, "tagUids");
        await Refused(new { brand = "LG", serialNumber = "1", tagUids = Enumerable.Range(0, 101).Select(index => $"{index}") }, "tagUids - must name at most 100");
        await Refused(new { brand = "LG", serialNumber = "1", locationUid = foreignLocation.Uid }, "locationUid - names a location that");
        await Refused(new { brand = "LG", serialNumber = "1", locationUid = Uids.Random(50) }, "locationUid - names a location that");
        await Refused(new { brand = "LG", serialNumber = "1", appletUid = foreignApplet, appletVersion = "1.0.0" }, "appletUid - names an applet that");
        await Refused(new { brand = "LG", serialNumber = "1", appletUid = applet, appletVersion = "1.0.1" }, "appletUid - names an applet that");
        await Refused(new { brand = "LG", serialNumber = "1", appletUid = applet }, "appletVersion - is required");
        await Refused(new { brand = "LG", serialNumber = "1", appletVersion = "1.0.0" }, "appletUid - is required");
        await Refused(new { brand = "LG", serialNumber = "1", configuration = new { } }, "appletUid - is required");
        await Refused(new { brand = "LG", serialNumber = "1", appletUid = applet, appletVersion = "1.0.0", configuration = 5 }, "configuration - must be an object");
        await Refused(new { brand = "LG", serialNumber = "1", appletUid = applet, appletVersion = "1.0.0", configuration = new { x = new string('x', 64 * 1024) } }, "configuration - must have at most");
        await Refused(new { brand = "LG", serialNumber = "1", policyUid = Uids.Random(50) }, "policyUid - names a policy");

        // All at once.
        await Refused(new { brand = "LG", serialNumber = "1", tagUids = "x", locationUid = "x", policyUid = "x", appletUid = "x", appletVersion = "x" }, "tagUids - ", "locationUid - ", "policyUid - ", "appletUid - ");
        Assert.Equal("[]", await client.GetStringAsync(RecipeCalls.Path));

        // An update is checked as a whole, and changes nothing when it is refused.
        var uid = await client.CreateRecipeAsync(new { brand = "LG", serialNumber = "1" });
        var before = (await client.RecipeAsync(uid)).GetRawText();
        await client.PutAsJsonAsync($"{RecipeCalls.Path}/{uid}", new { serialNumber = (string?)null }).RefusedAsync(HttpStatusCode.BadRequest, "or macAddress is required");
        await client.PutAsJsonAsync($"{RecipeCalls.Path}/{uid}", new { brand = "" }).RefusedAsync(HttpStatusCode.BadRequest, "brand - is required");
        await client.PutAsJsonAsync($"{RecipeCalls.Path}/{uid}", new { tagUids = foreignTag.Uid }).RefusedAsync(HttpStatusCode.BadRequest, "tagUids - names a tag");
        await client.PutAsJsonAsync($"{RecipeCalls.Path}/{uid}", new { organizationUid = foreign.Uid }).RefusedAsync(HttpStatusCode.BadRequest, "organizationUid - must be");
        Assert.Equal(before, (await client.RecipeAsync(uid)).GetRawText());

        Task Refused(object body, params string[] parts) => client.PostAsJsonAsync(RecipeCalls.Path, body).RefusedAsync(HttpStatusCode.BadRequest, parts);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Within_a_company_a_device_is_named_by_one_pending_recipe(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, account) = (server.AsOrganization(), server.AsAccount());
        var sibling = server.AsOrganization(await server.CreateOrganizationAsync());
        var foreign = server.AsOrganization(await server.CreateForeignOrganizationAsync());
        var uid = await client.CreateRecipeAsync(new { brand = "LG", serialNumber = "AbC1", macAddress = "12:34:56:78:90:ab" });

        // The same serial number or the same address is enough, whatever else is said, and however it is written.
        object[] same =
        [
            new { brand = "LG", serialNumber = "AbC1" },
            new { brand = "lg ", serialNumber = " abc1" },
            new { brand = "LG", model = "other", serialNumber = "ABC1" },
            new { brand = "LG", serialNumber = "ABC1", macAddress = "aa:aa:aa:aa:aa:aa" },
            new { brand = "LG", macAddress = "1234.5678.90AB" },
            new { brand = "LG", serialNumber = "other", macAddress = "12-34-56-78-90-AB" },
        ];
        foreach (var body in same)
        {
            await client.PostAsJsonAsync(RecipeCalls.Path, body).RefusedAsync(HttpStatusCode.Conflict, "names this device already");
            await sibling.PostAsJsonAsync(RecipeCalls.Path, body).RefusedAsync(HttpStatusCode.Conflict, "names this device already");
        }

        // Another brand is another device, and other companies are not asked.
        await client.CreateRecipeAsync(new { brand = "Samsung", serialNumber = "AbC1", macAddress = "12:34:56:78:90:ab" });
        await foreign.CreateRecipeAsync(new { brand = "LG", serialNumber = "AbC1" });
        var other = await client.CreateRecipeAsync(new { brand = "LG", serialNumber = "2" });
        await client.PutAsJsonAsync($"{RecipeCalls.Path}/{other}", new { serialNumber = "abc1" }).RefusedAsync(HttpStatusCode.Conflict, "names this device already");

        // One that was applied stands in nobody's way, and tells what happened for ever.
        await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.Uid == uid)
            .ExecuteUpdateAsync(row => row.SetProperty(recipe => recipe.Status, RecipeStatus.Applied)));
        await client.PutAsJsonAsync($"{RecipeCalls.Path}/{uid}", new { model = "x" }).RefusedAsync(HttpStatusCode.Conflict, "was applied already");
        await account.CreateRecipeAsync(new { brand = "LG", serialNumber = "AbC1", organizationUid = server.Credentials.OrganizationUid });
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_64_callers_at_once_one_names_the_device(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var clients = new[] { server.AsOrganization(), server.AsOrganization(await server.CreateOrganizationAsync()) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => (index % 4) switch
        {
            0 => clients[1].UploadAsync("brand,serialNumber,macAddress\nLG,1,12:34:56:78:90:ab"),
            1 => clients[0].PostAsJsonAsync(RecipeCalls.Path, new { brand = "LG", serialNumber = "1", macAddress = $"12:34:56:78:91:{index:x2}" }),
            2 => clients[1].PostAsJsonAsync(RecipeCalls.Path, new { brand = "lg", serialNumber = "1" }),
            _ => clients[0].PostAsJsonAsync(RecipeCalls.Path, new { brand = "LG", serialNumber = "1", macAddress = "1234567890AB" }),
        }));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.True(answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.BadRequest));
        Assert.Equal(1, await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_organization_has_only_so_many_recipes(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Settings = new Dictionary<string, string?> { ["Provisioning:MostRecipes"] = "20" } });
        var client = server.AsOrganization();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => client.PostAsJsonAsync(RecipeCalls.Path, new { brand = "LG", serialNumber = $"{index}" })));

        Assert.Equal(20, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        await client.UploadAsync("brand,serialNumber\nLG,x").RefusedAsync(HttpStatusCode.Conflict, "may have 20 recipes");
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_list_is_filtered_and_paged(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        var (north, south, location) = (await server.CreateTagAsync(own), await server.CreateTagAsync(own, "South"), await server.CreateLocationAsync(own));
        var foreign = await server.CreateForeignOrganizationAsync();
        var a = await client.CreateRecipeAsync(new { brand = "LGE", model = "55SM", serialNumber = "ONE", tagUids = new[] { north.Uid, south.Uid } });
        var b = await client.CreateRecipeAsync(new { brand = "Samsung", model = "QM55R", macAddress = "12:34:56:78:90:AB", tagUids = south.Uid });
        var c = await client.CreateRecipeAsync(new { brand = "lge", serialNumber = "TWO%", locationUid = location.Uid });
        await server.AsOrganization(foreign).CreateRecipeAsync(new { brand = "LGE", serialNumber = "ONE" });
        await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().Where(recipe => recipe.Uid == c).ExecuteUpdateAsync(row => row.SetProperty(recipe => recipe.Status, RecipeStatus.Applied)));

        await Finds("", c, b, a);
        await Finds("?descending=false", a, b, c);
        await Finds("?status=Pending", b, a);
        await Finds("?status=applied", c);
        await Finds("?brand=LGE", c, a);
        await Finds("?model=qm55r", b);
        await Finds("?macAddress=1234567890ab", b);
        await Finds($"?locationUid={location.Uid}", c);
        await Finds($"?tagUids={north.Uid},{south.Uid}", b, a);
        await Finds($"?tagUids={north.Uid}", a);
        await Finds("?policyUids=x");
        await Finds("?search=55", b, a);
        await Finds("?search=:78:90:ab", b);
        await Finds("?search=wo%25", c);
        await Finds("?search=n_");
        await Finds("?brand=lge&status=Pending&search=on", a);
        await Finds($"?organizationUid={own}&brand=samsung", b);
        await client.GetAsync($"{RecipeCalls.Path}?status=Failed").RefusedAsync(HttpStatusCode.BadRequest, "status - must be");
        await client.GetAsync($"{RecipeCalls.Path}?macAddress=x").RefusedAsync(HttpStatusCode.BadRequest, "macAddress - must be");
        await client.GetAsync($"{RecipeCalls.Path}?limit=501").RefusedAsync(HttpStatusCode.BadRequest, "limit - must be");
        await client.GetAsync($"{RecipeCalls.Path}?organizationUid={foreign.Uid}").RefusedAsync(HttpStatusCode.NotFound);

        // Rows of a file are of one instant.
        using var uploaded = await client.UploadAsync("brand,serialNumber\n" + string.Join('\n', Enumerable.Range(0, 7).Select(index => $"Philips,{index}")));
        var found = new List<string>();
        var next = $"{RecipeCalls.Path}?limit=3&brand=philips";
        for (var pages = 0; next is not null; pages++)
        {
            Assert.InRange(pages, 0, 2);
            using var answer = await client.GetAsync(next);
            var page = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
            found.AddRange(page.EnumerateArray().Select(recipe => recipe.GetProperty("serialNumber").GetString()!));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().TrimStart('<').Split('>')[0] : null;
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], found.Order());

        async Task Finds(string query, params string[] uids) =>
            Assert.Equal(uids, (await client.JsonAsync(RecipeCalls.Path + query)).EnumerateArray().Select(recipe => recipe.GetProperty("uid").GetString()));
    }

    [Fact]
    public async Task Accounts_name_the_organization_in_body_or_query_and_every_spelling_of_the_path_serves()
    {
        await using var server = await PlacardServer.StartAsync();
        var (account, own) = (server.AsAccount(), server.Credentials.OrganizationUid);
        var sibling = await server.CreateOrganizationAsync();
        var foreign = await server.CreateForeignOrganizationAsync();

        await account.PostAsJsonAsync(RecipeCalls.Path, new { brand = "LG", serialNumber = "1" }).RefusedAsync(HttpStatusCode.BadRequest, "organizationUid - is required");
        await account.PostAsJsonAsync(RecipeCalls.Path, new { brand = "LG", serialNumber = "1", organizationUid = foreign.Uid }).RefusedAsync(HttpStatusCode.NotFound);
        await account.PostAsJsonAsync($"{RecipeCalls.Path}?organizationUid={own}", new { brand = "LG", serialNumber = "1", organizationUid = sibling.Uid }).RefusedAsync(HttpStatusCode.NotFound);
        await account.UploadAsync("brand,serialNumber\nLG,9").RefusedAsync(HttpStatusCode.BadRequest, "organizationUid - is required");
        await account.CreateRecipeAsync(new { brand = "LG", serialNumber = "1", organizationUid = own });
        using var byQuery = await account.PostAsJsonAsync($"/v1/provisioning-recipe/?organizationUid={sibling.Uid}", new { brand = "LG", serialNumber = "2" });
        using var alias = await account.PostAsJsonAsync("/v1/device/provisioning-recipe", new { brand = "LG", serialNumber = "3", organizationUid = own });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (byQuery.StatusCode, alias.StatusCode));
        var number = 10;
        foreach (var path in new[] { $"{RecipeCalls.Path}/csv", $"{RecipeCalls.Path}/upload", RecipeCalls.Path, "/v1/provisioning-recipe", "/v1/provisioning-recipe/csv", "/v1/device/provisioning-recipe/upload" })
        {
            using var uploaded = await account.UploadAsync($"brand,serialNumber\nLG,{number++}", $"{path}?organizationUid={own}", "text/csv; charset=utf-8");
            Assert.Equal("""{"message":"OK","linesProcessed":1}""", await uploaded.Content.ReadAsStringAsync());
        }

        Assert.Equal(9, (await account.JsonAsync(RecipeCalls.Path)).GetArrayLength());
        Assert.Equal(8, (await account.JsonAsync($"/v1/device/provisioning-recipe?organizationUid={own}")).GetArrayLength());

        var guest = server.WithKey(await server.CreateAccountAsync("guest@example.org", own, Role.Guest));
        Assert.Equal(8, (await guest.JsonAsync(RecipeCalls.Path)).GetArrayLength());
        await guest.PostAsJsonAsync(RecipeCalls.Path, new { brand = "LG", serialNumber = "77" }).RefusedAsync(HttpStatusCode.Forbidden);
        await guest.UploadAsync("brand,serialNumber\nLG,77").RefusedAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_applet_that_a_waiting_recipe_names_stays(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var applet = await server.CreateAppletAsync();
        var uid = await client.CreateRecipeAsync(new { brand = "LG", serialNumber = "1", appletUid = applet, appletVersion = "1.0.0" });

        await client.DeleteAsync($"/v1/applet/{applet}").RefusedAsync(HttpStatusCode.Conflict, "provisioning recipes use the applet");
        await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().ExecuteUpdateAsync(row => row.SetProperty(recipe => recipe.Status, RecipeStatus.Applied)));
        using var deleted = await client.DeleteAsync($"/v1/applet/{applet}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.False((await client.RecipeAsync(uid)).TryGetProperty("appletUid", out _));
    }
}
