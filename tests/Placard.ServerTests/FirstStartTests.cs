using System.Net;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class FirstStartTests
{
    private static readonly string[] Promised =
    [
        "SOS_API_URL", "SOS_ORGANIZATION_UID", "SOS_API_IDENTIFICATION", "SOS_API_SECURITY_TOKEN",
        "SOS_AUTH_CLIENT_ID", "SOS_AUTH_SECRET", "PLACARD_USERNAME", "PLACARD_PASSWORD",
    ];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Writes_keys_that_only_the_owner_may_read(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);

        Assert.Equal(Promised, server.Credentials.Names);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(server.DataDirectory, "credentials.env")));
        Assert.Equal(server.ApiUrl.AbsoluteUri.TrimEnd('/'), server.Credentials.ApiUrl);
        Assert.All(server.Credentials.ForEnvironment.Where(pair => pair.Key != "SOS_API_URL"), pair => Assert.Matches("^[0-9a-z]+$", pair.Value));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Makes_an_owner_of_a_company_with_an_organization(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);

        var account = await server.ReadAsync(db => db.Accounts.SingleAsync());
        var organizations = await server.ReadAsync(db => db.Organizations.OrderBy(organization => organization.Uid).ToArrayAsync());
        var memberships = await server.ReadAsync(db => db.Memberships.ToArrayAsync());

        Assert.True(account.ServerAdministrator);
        Assert.True(Passwords.Matches(server.Credentials.Password, account.PasswordHash));
        Assert.Equal([true, false], organizations.Select(organization => organization.IsCompany));
        Assert.Equal(organizations[0].Uid, organizations[1].ParentUid);
        Assert.Equal(server.Credentials.OrganizationUid, organizations[1].Uid);
        Assert.All(memberships, membership => Assert.Equal(Role.Owner, membership.Role));
        Assert.Equal(organizations.Select(organization => organization.Uid).Order(), memberships.Select(membership => membership.OrganizationUid).Order());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Stores_only_hashes_of_the_keys(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var stored = await server.ReadAsync(async db => (
            Account: await db.AccountTokens.SingleAsync(),
            Organization: await db.AcrossOrganizations<Domain.Organizations.OrganizationToken>().SingleAsync()));

        Assert.True(Secrets.Matches(server.Credentials.AccountKey.Split(':')[1], stored.Account.SecretHash));
        Assert.True(Secrets.Matches(server.Credentials.OrganizationKey.Split(':')[1], stored.Organization.SecretHash));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Keeps_the_keys_at_the_second_start(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var before = server.Credentials;

        await server.RestartAsync();

        Assert.Equal(before.ForEnvironment, server.Credentials.ForEnvironment);
        Assert.Equal(1, await server.ReadAsync(db => db.Accounts.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Logs_no_key(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var secrets = server.Credentials.ForEnvironment.Where(pair => pair.Key is not ("SOS_API_URL" or "SOS_ORGANIZATION_UID" or "PLACARD_USERNAME")).ToArray();

        Assert.NotEmpty(server.Logs.Lines);
        Assert.DoesNotContain(server.Logs.Lines, line => secrets.Any(secret => line.ToString().Contains(secret.Value, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Is_ready_and_alive(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(
            """{"status":"Healthy","checks":{"server":"Healthy","database":"Healthy"}}""",
            await client.GetStringAsync("/health/ready"));
    }
}
