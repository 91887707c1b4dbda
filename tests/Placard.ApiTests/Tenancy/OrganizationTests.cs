using System.Net;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Tenancy;

public sealed class OrganizationTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_title_changes_and_nothing_else_does(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (account, path) = (server.AsAccount(), $"/v1/organization/{server.Credentials.OrganizationUid}");
        var before = await account.ReadAsync(path);

        Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), await account.CallAsync("PUT", path, new { title = "Schöner Laden", name = "other" }));

        var after = await account.ReadAsync(path);
        Assert.Equal("Schöner Laden", after.GetProperty("title").GetString());
        Assert.Equal(before.GetProperty("name").GetString(), after.GetProperty("name").GetString());
        foreach (var bad in new object[] { new { }, new { title = "x" }, new { title = new string('x', 256) }, new { title = "a\nb" }, new { title = 5 } })
        {
            var (status, body) = await account.CallAsync("PUT", path, bad);
            Assert.True(status == HttpStatusCode.BadRequest && body.Contains("title", StringComparison.Ordinal), body);
        }
    }

    [Theory]
    [InlineData("open", "open")]
    [InlineData("1.0", "basic")]
    [InlineData("basic", "basic")]
    [InlineData("2.0", "medium")]
    [InlineData("medium", "medium")]
    [InlineData("3.0", "all")]
    [InlineData("all", "all")]
    public async Task A_plan_is_stored_as_the_official_client_calls_it(string asked, string stored)
    {
        await using var server = await PlacardServer.StartAsync();
        var (account, path) = (server.AsAccount(), $"/v1/organization/{server.Credentials.OrganizationUid}");

        Assert.Equal(HttpStatusCode.OK, await account.StatusAsync("PUT", $"{path}/subscriptionType/{asked}", new { }));

        Assert.Equal(stored, (await account.ReadAsync(path)).GetProperty("subscriptionType").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Plans_are_the_companys_matter(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var organization = server.Credentials.OrganizationUid;
        var path = $"/v1/organization/{organization}/subscriptionType/";
        var manager = server.WithKey(await server.CreateAccountAsync("manager@example.org", organization, Role.Manager));
        var companyManager = server.WithKey(await server.CreateAccountAsync("company@example.org", await server.CompanyUidAsync(), Role.Manager));
        var foreign = await server.CreateForeignOrganizationAsync();
        var stranger = server.WithKey(await server.CreateAccountAsync("stranger@example.org", foreign.CompanyUid, Role.Owner));

        Assert.Equal(HttpStatusCode.Forbidden, await manager.StatusAsync("PUT", path + "basic"));
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync("PUT", path + "basic"));
        Assert.Equal(HttpStatusCode.OK, await companyManager.StatusAsync("PUT", path + "basic"));
        var (status, body) = await companyManager.CallAsync("PUT", path + "9.0");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("subscriptionType", body, StringComparison.Ordinal);

        // A manager of one company has nothing to say about an organization of another in which he works.
        await server.JoinAsync("stranger@example.org", organization, Role.Manager);
        Assert.Equal(HttpStatusCode.Forbidden, await stranger.StatusAsync("PUT", path + "open"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Devices_are_counted_under_every_spelling(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var organization = server.Credentials.OrganizationUid;
        await server.CreateDeviceAsync(organization);
        await server.CreateDeviceAsync(organization);
        await server.CreateDeviceAsync((await server.CreateOrganizationAsync()).Uid);

        foreach (var spelling in new[] { "devices-count", "devicesCount", "devices/count", "device/count" })
        {
            var read = await server.AsAccount().ReadAsync($"/v1/organization/{organization}/{spelling}");
            Assert.Equal(2, read.GetProperty("devicesCount").GetInt32());
            Assert.Equal(organization, read.GetProperty("uid").GetString());
            Assert.Equal(50, read.GetProperty("oauthClientId").GetString()!.Length);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Lists_are_narrowed_by_every_filter(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var account = server.AsAccount();
        var (first, company) = (server.Credentials.OrganizationUid, await server.CompanyUidAsync());
        var second = await server.CreateOrganizationAsync("Second");
        var foreign = await server.CreateForeignOrganizationAsync();
        await server.JoinAsync("admin@placard.invalid", foreign.Uid, Role.User);
        var admin = await server.AccountIdAsync();

        async Task ExpectAsync(string query, params string[] uids) =>
            Assert.Equal(uids.Order(), (await account.ListAsync("/v1/organization?" + query, "uid")).Order());

        await ExpectAsync("", first, second.Uid, foreign.Uid);
        await ExpectAsync($"companyUid={company}", first, second.Uid);
        await ExpectAsync($"companyUid={company},{foreign.CompanyUid}", first, second.Uid, foreign.Uid);
        await ExpectAsync($"companyUids={company}&companyUids={foreign.CompanyUid}", first, second.Uid, foreign.Uid);
        await ExpectAsync($"uids={second.Uid},{foreign.Uid}", second.Uid, foreign.Uid);
        await ExpectAsync("name=Second", second.Uid);
        await ExpectAsync("name=", first, second.Uid, foreign.Uid);
        await ExpectAsync($"accountId={admin}", first, foreign.Uid);
        await ExpectAsync("accountId=1e300");
        Assert.Equal(HttpStatusCode.BadRequest, await account.StatusAsync("GET", "/v1/organization?accountId=x"));
        Assert.Equal([first], await account.ListAsync($"/v1/company/{company}/organizations?uids={first}", "uid"));
        Assert.Equal(2, (await account.ListAsync($"/v1/company/{company}/organizations", "uid")).Count());
        Assert.Equal(HttpStatusCode.NotFound, await account.StatusAsync("GET", $"/v1/company/{foreign.CompanyUid}/organizations"));
        Assert.Single(await account.ListAsync($"/v1/company/{company}/organizations?limit=1", "uid"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Companies_are_read_by_their_members_only(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (account, company) = (server.AsAccount(), await server.CompanyUidAsync());
        var foreign = await server.CreateForeignOrganizationAsync();
        var guest = server.WithKey(await server.CreateAccountAsync("guest@example.org", company, Role.Guest));
        var outsider = server.WithKey(await server.CreateAccountAsync("outsider@example.org", server.Credentials.OrganizationUid, Role.Manager));

        Assert.Equal([company], await account.ListAsync("/v1/company", "uid"));
        Assert.Equal([], await account.ListAsync($"/v1/company?uids={foreign.CompanyUid}", "uid"));
        Assert.Equal([company], await account.ListAsync($"/v1/company?companyUid={company}", "uid"));
        Assert.Equal([], await outsider.ListAsync("/v1/company", "uid"));
        var read = await guest.ReadAsync($"/v1/company/{company}");
        Assert.True(read.GetProperty("isCompany").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, read.GetProperty("oauthClientSecret").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, await outsider.StatusAsync("GET", $"/v1/company/{company}"));
        Assert.Equal(HttpStatusCode.NotFound, await account.StatusAsync("GET", $"/v1/company/{foreign.CompanyUid}"));

        // A guest of the company is in none of its organizations, unless it was added there.
        Assert.Equal([], await guest.ListAsync($"/v1/company/{company}/organizations", "uid"));
        await server.JoinAsync("guest@example.org", server.Credentials.OrganizationUid, Role.Guest);
        Assert.Equal([server.Credentials.OrganizationUid], await guest.ListAsync($"/v1/company/{company}/organizations", "uid"));

        Assert.Equal(HttpStatusCode.Forbidden, await guest.StatusAsync("PUT", $"/v1/company/{company}/billingPlan/medium"));
        Assert.Equal(HttpStatusCode.BadRequest, await account.StatusAsync("PUT", $"/v1/company/{company}/billingPlan/gold"));
        Assert.Equal(HttpStatusCode.OK, await account.StatusAsync("PUT", $"/v1/company/{company}/billingPlan/enterprise", new { }));
        Assert.Equal("enterprise", await server.ReadAsync(db => db.Organizations.Where(one => one.Uid == company).Select(one => one.BillingPlan).SingleAsync()));
    }

    [Fact]
    public async Task Bulk_provisioning_is_off_until_a_manager_switches_it_on()
    {
        await using var server = await PlacardServer.StartAsync();
        var (account, path) = (server.AsAccount(), $"/v1/organization/{server.Credentials.OrganizationUid}/settings");

        Assert.False((await account.ReadAsync(path)).GetProperty("bulkProvisioning").GetBoolean());
        await account.CallAsync("PUT", path, new { bulkProvisioning = true });
        await account.CallAsync("PUT", path, new { autoVerification = true });

        Assert.True((await account.ReadAsync(path)).GetProperty("bulkProvisioning").GetBoolean());
    }
}
