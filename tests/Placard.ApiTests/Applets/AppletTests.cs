using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Accounts;
using Placard.Domain.Content;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Applets;

public sealed class AppletTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_new_applet_is_named_by_link_and_location_and_can_be_read(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();

        using var byJson = await client.PostAsJsonAsync("/v1/applet/", new { name = "Menu", organizationUid = server.Credentials.OrganizationUid });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "null" });
        using var byForm = await client.PostAsync("/v1/applet", form);

        Assert.Equal(HttpStatusCode.OK, byJson.StatusCode);
        Assert.Equal("""{"message":"OK"}""", await byJson.Content.ReadAsStringAsync());
        var address = byJson.Headers.Location!.AbsoluteUri;
        Assert.Matches($"^{server.ApiUrl}v1/applet/[0-9a-f]{{50}}$", address);
        Assert.Equal($"<{address}>", byJson.Headers.GetValues("Link").Single());
        using var read = JsonDocument.Parse(await client.GetStringAsync(address + "/"));
        Assert.Equal("Menu", read.RootElement.GetProperty("name").GetString());
        Assert.Equal(["uid", "name", "createdAt"], read.RootElement.EnumerateObject().Select(member => member.Name));
        using var list = JsonDocument.Parse(await client.GetStringAsync("/V1/Applet?limit=&descending=false"));
        Assert.Equal(["Menu", "null"], list.RootElement.EnumerateArray().Select(applet => applet.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":"a\nb"}""")]
    public async Task A_wrong_name_is_refused(string body)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();

        using var answer = await client.PostAsync("/v1/applet", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("name - ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("[]", await client.GetStringAsync("/v1/applet"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_list_is_walked_by_its_links(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var made = new List<string?>();
        for (var number = 0; number < 5; number++)
        {
            made.Insert(0, await client.CreateAppletAsync($"Applet {number}"));
        }

        var seen = await client.WalkAsync("/v1/applet?limit=2");

        Assert.Equal(made, seen.Select(applet => applet.GetProperty("uid").GetString()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_applet_that_a_timing_uses_stays(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        await client.CreateVersionAsync(uid);
        var timing = Timing(server, uid);
        await server.WriteAsync(db => db.Add(timing));

        using var refused = await client.DeleteAsync($"/v1/applet/{uid}/");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/v1/applet/{uid}/version/1.0.0/")).StatusCode);
        await server.WriteAsync(db => db.Remove(timing));
        using var deleted = await client.DeleteAsync($"/v1/applet/{uid}/");
        Assert.Equal("""{"message":"OK"}""", await deleted.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task With_an_applet_goes_all_that_it_had(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.HostLibraryAsync("1.0.3");
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        var other = await client.CreateVersionAsync(await client.CreateAppletAsync());
        await server.UploadFileAsync(client, other, "stays.txt", "12345");
        var version = await client.CreateVersionAsync(uid);
        await server.UploadFileAsync(client, version, "index.html", "<html></html>");
        using var page = await client.PostAsJsonAsync($"/v1/applet/{uid}/version", new { version = "2.0.0", binary = "<html>", frontAppletVersion = "1.0.3" });
        Assert.True(page.IsSuccessStatusCode, await page.Content.ReadAsStringAsync());
        using var test = await client.PostAsJsonAsync($"{version}/test", new { identifier = "a.js", binary = "1" });
        Assert.True(test.IsSuccessStatusCode, await test.Content.ReadAsStringAsync());
        var pending = await client.ReserveFileAsync(version, "later.txt", [1, 2, 3]);

        using var deleted = await client.DeleteAsync($"/v1/applet/{uid}");

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{version}/file")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/v1/applet/{uid}")).StatusCode);
        using var late = await server.SendFileAsync(pending, [1, 2, 3]);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Equal(5, await server.UsageAsync());
        Assert.Equal(0, await server.ReadAsync(async db =>
            await db.AcrossOrganizations<AppletVersion>().CountAsync(row => row.AppletUid == uid)
            + await db.AcrossOrganizations<AppletFile>().CountAsync(row => row.AppletUid == uid)
            + await db.AcrossOrganizations<AppletBuild>().CountAsync(row => row.AppletUid == uid)
            + await db.AcrossOrganizations<Domain.Content.AppletTest>().CountAsync(row => row.AppletUid == uid)
            + await db.AcrossOrganizations<ContentUpload>().CountAsync(row => row.Subject == uid)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_guest_reads_and_does_not_write(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        var version = await client.CreateVersionAsync(uid);
        await server.UploadFileAsync(client, version, "a.txt", "a");
        var guest = server.WithKey(await server.CreateAccountAsync("guest@example.org", server.Credentials.OrganizationUid, Role.Guest));

        Assert.Equal("a", await guest.GetStringAsync($"{version}/file/a.txt"));
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/v1/applet/{uid}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.DeleteAsync($"/v1/applet/{uid}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.DeleteAsync($"{version}/file/a.txt")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.PostAsync($"{version}/deprecate", null)).StatusCode);
    }

    private static Timing Timing(PlacardServer server, string appletUid)
    {
        var now = server.Clock().GetUtcNow().UtcDateTime;
        return new()
        {
            Uid = Domain.Uids.Random(50),
            OrganizationUid = server.Credentials.OrganizationUid,
            DeviceUid = Domain.Uids.Random(53),
            AppletUid = appletUid,
            AppletVersion = "1.0.0",
            StartsAt = now,
            EndsAt = now,
            Configuration = "{}",
            Position = 1,
            FinishEventType = "DURATION",
            FinishEventData = "null",
            Enabled = true,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
