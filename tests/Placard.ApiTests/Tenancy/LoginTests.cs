using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Placard.Api.Features.Accounts;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Tenancy;

public sealed class LoginTests
{
    private const string Path = "/v1/account/security-token";

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Credentials_come_in_the_query_the_body_or_a_form(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, password) = (server.Anonymous(), server.Credentials.Password);
        var id = await server.AccountIdAsync();

        foreach (var identification in new[] { "admin", "ADMIN@placard.invalid", id.ToString(System.Globalization.CultureInfo.InvariantCulture) })
        {
            using var inQuery = await client.PostAsync($"{Path}?identification={Uri.EscapeDataString(identification)}&password={password}&name=q", null);
            using var inBody = await client.PostAsJsonAsync(Path + "?identification=other&password=other", new { identification, password, isAuth0AuthenticationEnabled = true });
            using var form = new FormUrlEncodedContent([new("identification", identification), new("password", password), new("name", "f")]);
            using var inForm = await client.PostAsync(Path, form);
            foreach (var (answer, name) in new[] { (inQuery, "q"), (inBody, "API token"), (inForm, "f") })
            {
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                Assert.Matches("^[0-9a-f]{20}$", made.RootElement.GetProperty("id").GetString());
                Assert.Equal(name, made.RootElement.GetProperty("name").GetString());
                Assert.Equal(HttpStatusCode.OK, await server.WithKey(Key(made)).StatusAsync("GET", "/v1/organization"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Tokens_are_deleted_by_id_by_secret_and_all_at_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.Anonymous();
        var login = new { identification = "admin", password = server.Credentials.Password };
        using var first = await MakeAsync(client, login);
        using var second = await MakeAsync(client, login);
        using var third = await MakeAsync(client, login);

        Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), await client.CallAsync("DELETE", $"{Path}/{first.RootElement.GetProperty("id").GetString()}", login));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("DELETE", $"{Path}/{second.RootElement.GetProperty("securityToken").GetString()}?identification=admin&password={login.password}"));
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync("DELETE", $"{Path}/{first.RootElement.GetProperty("id").GetString()}", login));
        foreach (var (token, expected) in new[] { (first, HttpStatusCode.Forbidden), (second, HttpStatusCode.Forbidden), (third, HttpStatusCode.OK) })
        {
            Assert.Equal(expected, await server.WithKey(Key(token)).StatusAsync("GET", "/v1/organization"));
        }

        // Another account's is unknown.
        await server.CreateAccountAsync("other@example.org", server.Credentials.OrganizationUid, Role.Owner);
        var foreign = await server.ReadAsync(db => db.AccountTokens.Where(token => token.Name == "test").Select(token => token.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusAsync("DELETE", $"{Path}/{foreign}", login));

        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("DELETE", Path, login));
        Assert.Equal([foreign], await server.ReadAsync(db => db.AccountTokens.Select(token => token.Id).ToListAsync()));
        Assert.Equal(HttpStatusCode.Forbidden, await server.AsAccount().StatusAsync("GET", "/v1/organization"));
        Assert.Equal(HttpStatusCode.OK, await server.AsOrganization().StatusAsync("GET", "/v2/device"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Unknown_disabled_and_invited_accounts_hear_what_a_wrong_password_hears(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.Anonymous();
        var hash = Passwords.Hash("right");
        await server.WriteAsync(db => db.AddRange(
            Account("disabled", hash, account => account.DisabledAt = DateTime.UnixEpoch),
            Account("invited", null, account => account.InvitedAt = DateTime.UnixEpoch),
            Account("strange", hash, account => account.InvitedAt = DateTime.UnixEpoch),
            Account("good", hash)));

        var wrong = await client.CallAsync("POST", Path, new { identification = "good", password = "wrong" });
        Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
        foreach (var identification in new[] { "disabled", "invited", "strange", "unknown", "disabled@example.org", "4711" })
        {
            Assert.Equal(wrong, await client.CallAsync("POST", Path, new { identification, password = "right" }));
        }

        Assert.Equal(HttpStatusCode.Created, await client.StatusAsync("POST", Path, new { identification = "good", password = "right" }));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_old_hash_is_understood_and_replaced(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var salt = RandomNumberGenerator.GetBytes(16);
        var derived = Rfc2898DeriveBytes.Pbkdf2("right", salt, 210_000, HashAlgorithmName.SHA512, 32);
        await server.WriteAsync(db => db.Add(Account("old", $"pbkdf2-sha512$210000${Convert.ToHexStringLower(salt)}${Convert.ToHexStringLower(derived)}")));
        var client = server.Anonymous();

        Assert.Equal(HttpStatusCode.Forbidden, await client.StatusAsync("POST", Path, new { identification = "old", password = "wrong" }));
        Assert.StartsWith("pbkdf2-", await HashAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, await client.StatusAsync("POST", Path, new { identification = "old", password = "right" }));
        var renewed = await HashAsync();
        Assert.Equal(PasswordMatch.Right, Passwords.Check("right", renewed));
        Assert.Equal(HttpStatusCode.Created, await client.StatusAsync("POST", Path, new { identification = "old", password = "right" }));
        Assert.Equal(renewed, await HashAsync());

        Task<string?> HashAsync() => server.ReadAsync(db => db.Accounts.Where(account => account.Username == "old").Select(account => account.PasswordHash).SingleAsync());
    }

    [Fact]
    public async Task Bad_credentials_name_the_field()
    {
        await using var server = await PlacardServer.StartAsync(Databases.Available[^1]);
        var client = server.Anonymous();
        foreach (var (body, field) in new (object, string)[]
        {
            (new { }, "identification"),
            (new { identification = "admin" }, "password"),
            (new { identification = "", password = "x" }, "identification"),
            (new { identification = new string('a', 256), password = "x" }, "identification"),
            (new { identification = "admin", password = new string('a', 1025) }, "password"),
            (new { identification = 5, password = "x" }, "identification"),
            (new { identification = "admin", password = server.Credentials.Password, name = new string('a', 256) }, "name"),
            (new { identification = "admin", password = server.Credentials.Password, name = "" }, "name"),
        })
        {
            var (status, text) = await client.CallAsync("POST", Path, body);
            Assert.True(status == HttpStatusCode.BadRequest && text.Contains($"properties {field}", StringComparison.Ordinal), text);
        }

        Assert.Equal(HttpStatusCode.BadRequest, await client.StatusAsync("POST", Path + "?identification=a%00b&password=x"));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_for_one_address()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Time = time });
        var client = server.Anonymous();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await client.StatusAsync("POST", Path, new { identification = attempt % 2 == 0 ? "admin" : "admin@placard.invalid", password = "wrong" }));
        }

        // Also the right one, or guessing would go on; and an unknown name alike.
        var (status, body) = await client.CallAsync("POST", Path, new { identification = "admin", password = server.Credentials.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await client.StatusAsync("POST", Path, new { identification = "nobody", password = "wrong" }));
        }

        Assert.Equal((status, body), await client.CallAsync("POST", Path, new { identification = "NOBODY", password = "wrong" }));

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.Created, await client.StatusAsync("POST", Path, new { identification = "admin", password = server.Credentials.Password }));
    }

    [Fact]
    public void Many_addresses_together_get_no_further_and_do_not_keep_out_the_owner()
    {
        var time = new FakeTimeProvider();
        var limits = new LoginLimits(time);
        Assert.True(limits.TryBegin("1", "192.0.2.1"));
        limits.Forgive("1", "192.0.2.1");

        var guesses = Enumerable.Range(0, 500).Count(index => limits.TryBegin("1", $"10.0.{index / 250}.{index % 250}"));

        Assert.Equal(100, guesses);
        Assert.True(limits.TryBegin("1", "192.0.2.1"));
        Assert.True(limits.TryBegin("2", "10.0.0.1"));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(limits.TryBegin("1", "10.0.0.1"));
    }

    [Fact]
    public void All_addresses_of_one_network_of_version_6_count_as_one()
    {
        Assert.Equal(LoginLimits.Block("2001:db8:1:2::1"), LoginLimits.Block("2001:db8:1:2:ffff::9"));
        Assert.NotEqual(LoginLimits.Block("2001:db8:1:2::1"), LoginLimits.Block("2001:db8:1:3::1"));
        Assert.Equal(LoginLimits.Block("192.0.2.1"), LoginLimits.Block("::ffff:192.0.2.1"));
    }

    private static Account Account(string name, string? hash, Action<Account>? with = null)
    {
        var account = new Account { Id = Domain.Uids.AccountId(), Username = name, Email = $"{name}@example.org", PasswordHash = hash, CreatedAt = DateTime.UnixEpoch };
        with?.Invoke(account);
        return account;
    }

    private static async Task<JsonDocument> MakeAsync(HttpClient client, object login)
    {
        var (status, body) = await client.CallAsync("POST", Path, login);
        Assert.Equal(HttpStatusCode.Created, status);
        return JsonDocument.Parse(body);
    }

    private static string Key(JsonDocument made) => $"{made.RootElement.GetProperty("id").GetString()}:{made.RootElement.GetProperty("securityToken").GetString()}";
}
