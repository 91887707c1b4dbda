using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

/// <summary>Accounts that come with an access token of a configured OIDC issuer.</summary>
public sealed class AccessTokenTests
{
    private const string Email = "jane@example.org";

    [Fact]
    public async Task A_good_token_acts_as_the_account_of_its_email_in_all_its_organizations()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var (own, other) = (server.Credentials.OrganizationUid, await server.CreateOrganizationAsync());
        await server.CreateAccountAsync(Email, own, Role.Manager);
        await JoinAsync(server, other.Uid, Role.Manager);
        var (here, there) = (await server.CreateDeviceAsync(own, "here"), await server.CreateDeviceAsync(other.Uid, "there"));
        await server.CreateDeviceAsync((await server.CreateForeignOrganizationAsync()).Uid, "foreign");
        var jane = server.WithKey(issuer.Sign(Now(issuer)));

        var (all, narrowed) = (await NamesAsync(jane, "/v2/device"), await NamesAsync(jane, $"/v2/device?organizationUid={own}"));
        Assert.Equal(["there", "here"], all);
        Assert.Equal(["here"], narrowed);
        using var moved = await jane.PutAsJsonAsync($"/v1/device/{here.Uid}/organization?organizationUid={own}", new { organizationUid = other.Uid });
        Assert.Equal(HttpStatusCode.NoContent, moved.StatusCode);
        Assert.Empty(await NamesAsync(jane, $"/v2/device?organizationUid={own}"));
        using var log = JsonDocument.Parse(await jane.GetStringAsync($"/v1/device/{here.Uid}/action-log"));
        Assert.True(log.RootElement[0].GetProperty("originator").TryGetProperty("account", out _));
        Assert.NotEqual(here.Uid, there.Uid);
    }

    [Fact]
    public async Task Without_an_email_the_subject_is_the_username()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        await server.CreateAccountAsync(Email, server.Credentials.OrganizationUid, Role.Guest);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, issuer.Sign(Now(issuer, claims => (claims["sub"], claims["email"]) = (Email, null)))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server, issuer.Sign(Now(issuer, claims => claims["email_verified"] = false))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, issuer.Sign(Now(issuer, claims => claims["email_verified"] = true))));
    }

    [Fact]
    public async Task Every_flaw_of_a_token_is_refused_alike()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var impostor = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        await server.CreateAccountAsync(Email, server.Credentials.OrganizationUid, Role.Owner);
        using var strange = RSA.Create(2048);
        var good = issuer.Sign(Now(issuer));
        var parts = good.Split('.');
        string[] bad =
        [
            issuer.Sign(Now(issuer, claims => claims["aud"] = "another")),
            issuer.Sign(Now(issuer, claims => claims["aud"] = null)),
            issuer.Sign(Now(issuer, claims => claims["iss"] = impostor.Address)),
            issuer.Sign(Now(issuer, claims => claims["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-2).ToUnixTimeSeconds())),
            issuer.Sign(Now(issuer, claims => claims.Remove("exp"))),
            issuer.Sign(Now(issuer, claims => claims["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(3).ToUnixTimeSeconds())),
            issuer.Sign(Now(issuer, claims => claims["email"] = "nobody@example.org")),
            issuer.Sign(Now(issuer, claims => claims.Remove("sub"))),
            issuer.Sign(Now(issuer), strange),
            impostor.Sign(Now(impostor)),
            issuer.SignBySharedSecret(Now(issuer)),
            TestIssuer.WithoutSignature(Now(issuer)),
            $"{parts[0]}.{issuer.Sign(Now(issuer, claims => claims["sub"] = "x")).Split('.')[1]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.",
            parts[0],
            "Bearer " + good,
        ];

        foreach (var token in bad)
        {
            using var answer = await server.WithKey(token).GetAsync("/v2/device");
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{Array.IndexOf(bad, token)}: {answer.StatusCode}");
            Assert.Contains("WRONG_JWT_TOKEN", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, good));
    }

    [Fact]
    public async Task A_token_dies_by_the_server_s_clock_and_with_its_account()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(3));
        await using var server = await StartAsync(issuer, time);
        await server.CreateAccountAsync(Email, server.Credentials.OrganizationUid, Role.Guest);
        var token = issuer.Sign(issuer.Claims(Email, time.GetUtcNow()));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, token));
        time.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server, token));

        var next = issuer.Sign(issuer.Claims(Email, time.GetUtcNow()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, next));
        await server.WriteAsync(db => db.Accounts.Single(account => account.Email == Email).DisabledAt = DateTime.UnixEpoch);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server, next));
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_taken_up()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        await server.CreateAccountAsync(Email, server.Credentials.OrganizationUid, Role.Guest);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, issuer.Sign(Now(issuer))));

        issuer.Rotate();

        var token = issuer.Sign(Now(issuer));
        await Eventually.IsTrueAsync("the new key is known", async () => await StatusAsync(server, token) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_its_issuer_no_token_is_good()
    {
        var issuer = await TestIssuer.StartAsync();
        await using var server = await StartAsync(issuer);
        var token = issuer.Sign(Now(issuer));
        await issuer.DisposeAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(server, token));
    }

    private static Task<PlacardServer> StartAsync(TestIssuer issuer, FakeTimeProvider? time = null) => PlacardServer.StartAsync(new PlacardServerSetup
    {
        Time = time,
        Settings = new Dictionary<string, string?> { ["Oidc:Issuer"] = issuer.Address, ["Oidc:Audience"] = "placard" },
    });

    private static Dictionary<string, object?> Now(TestIssuer issuer, Action<Dictionary<string, object?>>? change = null)
    {
        var claims = issuer.Claims(Email, TimeProvider.System.GetUtcNow());
        change?.Invoke(claims);
        return claims;
    }

    private static Task JoinAsync(PlacardServer server, string organizationUid, Role role) => server.WriteAsync(db => db.Add(new Membership
    {
        AccountId = db.Accounts.Single(account => account.Email == Email).Id,
        OrganizationUid = organizationUid,
        Role = role,
        AssignedAt = DateTime.UnixEpoch,
    }));

    private static async Task<HttpStatusCode> StatusAsync(PlacardServer server, string token)
    {
        using var answer = await server.WithKey(token).GetAsync("/v2/device");
        return answer.StatusCode;
    }

    private static async Task<string[]> NamesAsync(HttpClient client, string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(path));
        return [.. json.RootElement.EnumerateArray().Select(device => device.GetProperty("name").GetString()!)];
    }
}
