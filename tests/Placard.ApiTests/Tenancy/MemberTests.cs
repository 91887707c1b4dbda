using System.Net;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Tenancy;

public sealed class MemberTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    public static TheoryData<DatabaseKind, bool> EveryPlace =>
        [.. from database in Databases.Available from isCompany in new[] { false, true } select (database, isCompany)];

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public async Task A_known_address_is_a_member_at_once_and_may_do_what_its_role_says(DatabaseKind database, bool isCompany)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var members = await MembersOfAsync(server, isCompany);
        var foreign = await server.CreateForeignOrganizationAsync();
        var key = await server.CreateAccountAsync("jane@example.org", foreign.Uid, Role.Owner);
        await server.WriteAsync(db => db.Accounts.Where(account => account.Email == "jane@example.org")
            .ExecuteUpdate(row => row.SetProperty(account => account.Firstname, "Jane").SetProperty(account => account.Lastname, "Roe")));
        var (admin, jane, id) = (server.AsAccount(), server.WithKey(key), await server.AccountIdAsync("jane@example.org"));
        Assert.Equal(HttpStatusCode.NotFound, await jane.StatusAsync("GET", members));

        Assert.Equal((HttpStatusCode.Created, """{"message":"OK"}"""), await admin.CallAsync("POST", members, new { email = " Jane@Example.org", role = "manager" }));

        var read = await jane.ReadAsync($"{members}/{id}");
        Assert.Equal(read.GetRawText(), (await jane.ReadAsync(members)).EnumerateArray().Last().GetRawText());
        Assert.Equal((id, "jane@example.org", "Jane", "Roe", "manager"), (read.GetProperty("id").GetInt64(), read.GetProperty("email").GetString(),
            read.GetProperty("firstname").GetString(), read.GetProperty("lastname").GetString(), read.GetProperty("role").GetString()));
        Assert.EndsWith("Z", read.GetProperty("assignedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await admin.StatusAsync("POST", members, new { email = "jane@example.org", role = "user" }));

        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("PUT", $"{members}/{id}", new { role = "viewer" }));
        Assert.Equal("guest", (await jane.ReadAsync($"{members}/{id}")).GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, await jane.StatusAsync("POST", members, new { email = "other@example.org", role = "guest" }));

        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("DELETE", $"{members}/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await jane.StatusAsync("GET", members));
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("GET", $"{members}/{id}"));
        Assert.True(await server.ReadAsync(db => db.Accounts.AnyAsync(account => account.Id == id)));
    }

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public async Task An_unknown_address_is_invited_and_listed_without_names(DatabaseKind database, bool isCompany)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (admin, members) = (server.AsAccount(), await MembersOfAsync(server, isCompany));
        await server.CreateAccountAsync("known@example.org", (await server.CreateForeignOrganizationAsync()).Uid, Role.User);

        var unknown = await admin.CallAsync("POST", members, new { email = "new@example.org", role = "user" });
        var known = await admin.CallAsync("POST", members, new { email = "known@example.org", role = "user" });

        Assert.Equal(known, unknown);
        var account = await server.ReadAsync(db => db.Accounts.SingleAsync(account => account.Email == "new@example.org"));
        Assert.NotNull(account.InvitedAt);
        Assert.Null(account.PasswordHash);
        var listed = (await admin.ReadAsync(members)).EnumerateArray().Single(member => member.GetProperty("email").GetString() == "new@example.org");
        Assert.Equal((null, null, "user"), (listed.GetProperty("firstname").GetString(), listed.GetProperty("lastname").GetString(), listed.GetProperty("role").GetString()));
        Assert.Matches(@"^new_[0-9a-f]{8}\z", listed.GetProperty("username").GetString());
        Assert.Equal(1, await server.ReadAsync(db => db.AccountInvitations.CountAsync(invitation => invitation.AccountId == account.Id)));
        Assert.Equal(
            ["known@example.org", "new@example.org"],
            await server.ReadAsync(db => db.OutboxMails.OrderBy(mail => mail.Recipient).Select(mail => mail.Recipient).ToListAsync()));

        // Nobody accepted, and there is no other membership: nothing of the person stays.
        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("DELETE", $"{members}/{account.Id}"));
        Assert.False(await server.ReadAsync(db => db.Accounts.AnyAsync(one => one.Id == account.Id)));
        Assert.False(await server.ReadAsync(db => db.AccountInvitations.AnyAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_new_address_that_many_add_at_once_gets_one_account(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var admin = server.AsAccount();
        var organizations = new List<TestOrganization>();
        for (var index = 0; index < 8; index++)
        {
            organizations.Add(await server.CreateOrganizationAsync($"Organization-{index}"));
        }

        var answers = await Answers.AtOnceAsync(64, index => admin.StatusAsync(
            "POST", $"/v1/organization/{organizations[index % 8].Uid}/member", new { email = "new@example.org", role = "user" }));

        Assert.Equal(8, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(56, answers.Count(status => status == HttpStatusCode.Conflict));
        var id = await server.AccountIdAsync("new@example.org");
        Assert.Equal(8, await server.ReadAsync(db => db.Memberships.CountAsync(member => member.AccountId == id)));

        // All of them take it out again at once, while one adds it: either way it is whole.
        await Answers.AtOnceAsync(16, index => index < 8
            ? admin.StatusAsync("DELETE", $"/v1/organization/{organizations[index].Uid}/member/{id}")
            : admin.StatusAsync("POST", $"/v1/organization/{organizations[index - 8].Uid}/member", new { email = "new@example.org", role = "user" }));
        Assert.Equal(0, await server.ReadAsync(db => db.Memberships.CountAsync(member => !db.Accounts.Any(account => account.Id == member.AccountId))));
        Assert.Equal(0, await server.ReadAsync(db => db.AccountInvitations.CountAsync(one => !db.Accounts.Any(account => account.Id == one.AccountId))));
        Assert.Equal(0, await server.ReadAsync(db => db.Accounts.CountAsync(account => account.InvitedAt != null && !db.Memberships.Any(member => member.AccountId == account.Id))));
    }

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public async Task Nobody_gives_or_takes_more_than_he_has(DatabaseKind database, bool isCompany)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var members = await MembersOfAsync(server, isCompany);
        var place = members.Split('/')[3];
        var roles = Enum.GetValues<Role>();
        foreach (var actor in roles)
        {
            var client = server.WithKey(await server.CreateAccountAsync($"{actor}@example.org", place, actor));
            foreach (var target in roles)
            {
                // Not the account itself: what it would lose it could not try again.
                var email = $"{actor}-{target}@example.org".ToLowerInvariant();
                await server.CreateAccountAsync(email, place, target);
                var id = await server.AccountIdAsync(email);
                var may = actor >= Role.Manager && target <= actor;
                foreach (var given in roles)
                {
                    var edited = await client.StatusAsync("PUT", $"{members}/{id}", new { role = given.ToString().ToLowerInvariant() });
                    Assert.Equal((actor, target, given, may && given <= actor), (actor, target, given, edited == HttpStatusCode.OK));
                    Assert.True(edited is HttpStatusCode.OK or HttpStatusCode.Forbidden);
                    await server.WriteAsync(db => db.Memberships.Where(member => member.AccountId == id).ExecuteUpdate(row => row.SetProperty(member => member.Role, target)));
                }

                Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("GET", $"{members}/{id}"));
                Assert.Equal((actor, target, may ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (actor, target, await client.StatusAsync("DELETE", $"{members}/{id}")));
                var added = await client.StatusAsync("POST", members, new { email = $"added-{email}", role = target.ToString().ToLowerInvariant() });
                Assert.Equal((actor, target, may ? HttpStatusCode.Created : HttpStatusCode.Forbidden), (actor, target, added));
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public async Task The_last_owner_stays(DatabaseKind database, bool isCompany)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (admin, members, id) = (server.AsAccount(), await MembersOfAsync(server, isCompany), await server.AccountIdAsync());
        var place = members.Split('/')[3];

        Assert.Equal(HttpStatusCode.Forbidden, await admin.StatusAsync("DELETE", $"{members}/{id}"));
        var (status, body) = await admin.CallAsync("PUT", $"{members}/{id}", new { role = "manager" });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("last owner", body, StringComparison.Ordinal);

        // One who was only invited, or is disabled, leads nothing.
        await admin.CallAsync("POST", members, new { email = "pending@example.org", role = "owner" });
        await server.CreateAccountAsync("disabled@example.org", place, Role.Owner);
        await server.WriteAsync(db => db.Accounts.Where(account => account.Email == "disabled@example.org").ExecuteUpdate(row => row.SetProperty(account => account.DisabledAt, DateTime.UnixEpoch)));
        Assert.Equal(HttpStatusCode.Forbidden, await admin.StatusAsync("DELETE", $"{members}/{id}"));

        // 32 owners all want to be the one who stays.
        var keys = new List<(string Key, long Id)>();
        for (var index = 0; index < 31; index++)
        {
            var email = $"owner-{index}@example.org";
            keys.Add((await server.CreateAccountAsync(email, place, Role.Owner), await server.AccountIdAsync(email)));
        }

        keys.Add((server.Credentials.AccountKey, id));
        await Answers.AtOnceAsync(64, index => index % 2 == 0
            ? server.WithKey(keys[index / 2].Key).StatusAsync("DELETE", $"{members}/{keys[index / 2].Id}")
            : server.WithKey(keys[index / 2].Key).StatusAsync("PUT", $"{members}/{keys[index / 2].Id}", new { role = "user" }));
        Assert.Equal(1, await server.ReadAsync(db => db.Memberships.CountAsync(member => member.OrganizationUid == place && member.Role == Role.Owner
            && db.Accounts.Any(account => account.Id == member.AccountId && account.DisabledAt == null && account.InvitedAt == null))));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Key_pairs_of_a_person_end_with_what_they_came_from(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (admin, company, own) = (server.AsAccount(), await server.CompanyUidAsync(), server.Credentials.OrganizationUid);
        var other = await server.CreateOrganizationAsync();
        var jane = server.WithKey(await server.CreateAccountAsync("jane@example.org", company, Role.Manager));
        await server.JoinAsync("jane@example.org", own, Role.User);
        var id = await server.AccountIdAsync("jane@example.org");
        var (ofOwn, ofOther) = (await PairAsync(jane, own), await PairAsync(jane, other.Uid));
        Assert.Equal(HttpStatusCode.OK, await server.WithKey(ofOther).StatusAsync("GET", "/v2/device"));

        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("PUT", $"/v1/company/{company}/member/{id}", new { role = "user" }));

        Assert.Equal(HttpStatusCode.Forbidden, await server.WithKey(ofOther).StatusAsync("GET", "/v2/device"));
        Assert.Equal(HttpStatusCode.OK, await server.WithKey(ofOwn).StatusAsync("GET", "/v2/device"));
        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("PUT", $"/v1/company/{company}/member/{id}", new { role = "manager" }));
        Assert.Equal(HttpStatusCode.Forbidden, await server.WithKey(ofOther).StatusAsync("GET", "/v2/device"));

        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("DELETE", $"/v1/company/{company}/member/{id}"));
        Assert.Equal(HttpStatusCode.OK, await server.WithKey(ofOwn).StatusAsync("GET", "/v2/device"));
        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync("DELETE", $"/v1/organization/{own}/member/{id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await server.WithKey(ofOwn).StatusAsync("GET", "/v2/device"));
        Assert.Equal([], await jane.ListAsync("/v1/organization", "uid"));
    }

    [Theory]
    [MemberData(nameof(EveryPlace))]
    public async Task Strange_accounts_and_places_are_unknown(DatabaseKind database, bool isCompany)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (admin, members) = (server.AsAccount(), await MembersOfAsync(server, isCompany));
        var foreign = await server.CreateForeignOrganizationAsync();
        await server.CreateAccountAsync("stranger@example.org", foreign.Uid, Role.Owner);
        var stranger = await server.AccountIdAsync("stranger@example.org");

        foreach (var (method, body) in new (string, object?)[] { ("GET", null), ("PUT", new { role = "user" }), ("DELETE", null) })
        {
            var unknown = await admin.CallAsync(method, $"{members}/4711", body);
            Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
            foreach (var id in new[] { $"{stranger}", "jane", "-1", "99999999999999999999", "1.5" })
            {
                Assert.Equal(unknown, await admin.CallAsync(method, $"{members}/{id}", body));
            }
        }

        var place = isCompany ? $"/v1/company/{foreign.CompanyUid}/member" : $"/v1/organization/{foreign.Uid}/member";
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("GET", place));
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("POST", place, new { email = "a@example.org", role = "user" }));
        Assert.Equal(HttpStatusCode.Forbidden, await server.AsOrganization().StatusAsync("GET", members));
    }

    [Fact]
    public async Task Bad_bodies_name_the_field_and_store_nothing()
    {
        await using var server = await PlacardServer.StartAsync();
        var (admin, members) = (server.AsAccount(), await MembersOfAsync(server, isCompany: false));
        var id = await server.AccountIdAsync();

        foreach (var (body, field) in new (object, string)[]
        {
            (new { }, "email"),
            (new { email = "jane@example.org" }, "role"),
            (new { role = "user" }, "email"),
            (new { email = "jane@example.org", role = "king" }, "role"),
            (new { email = "jane@example.org", role = "Owner" }, "role"),
            (new { email = "jane@example.org", role = 3 }, "role"),
            (new { email = "jane", role = "user" }, "email"),
            (new { email = "", role = "user" }, "email"),
            (new { email = "jane@example.org, joe@example.org", role = "user" }, "email"),
            (new { email = "Jane <jane@example.org>", role = "user" }, "email"),
            (new { email = "jane@example.org\r\nBcc: joe@example.org", role = "user" }, "email"),
            (new { email = "jane@exa mple.org", role = "user" }, "email"),
            (new { email = new string('a', 64) + "@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 4)), role = "user" }, "email"),
            (new { email = new[] { "jane@example.org" }, role = "user" }, "email"),
        })
        {
            var (status, text) = await admin.CallAsync("POST", members, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains($"Received invalid body properties {field}", text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await admin.StatusAsync("PUT", $"{members}/{id}", new { role = "king" }));
        Assert.Equal(HttpStatusCode.BadRequest, await admin.StatusAsync("PUT", $"{members}/{id}", new { }));
        Assert.Equal(1, await server.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.False(await server.ReadAsync(db => db.OutboxMails.AnyAsync()));
    }

    private static async Task<string> MembersOfAsync(PlacardServer server, bool isCompany) => isCompany
        ? $"/v1/company/{await server.CompanyUidAsync()}/member"
        : $"/v1/organization/{server.Credentials.OrganizationUid}/member";

    private static async Task<string> PairAsync(HttpClient client, string organizationUid)
    {
        var organization = await client.ReadAsync($"/v1/organization/{organizationUid}");
        return $"{organization.GetProperty("oauthClientId").GetString()}:{organization.GetProperty("oauthClientSecret").GetString()}";
    }
}
