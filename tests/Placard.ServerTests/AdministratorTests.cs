using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class AdministratorTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Makes_a_company_while_the_server_runs(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);

        await using var run = await RunAsync(server, "company", "create", "--owner-email", "Owner@Example.org", "--title", "Example");

        Assert.Equal((0, ""), (await run.ExitAsync(), run.Errors.Trim()));
        var file = Assert.Single(Directory.GetFiles(server.DataDirectory, "company-*.env"));
        var keys = ServerCredentials.Read(file);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain(keys.Password, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SOS_API_URL", keys.Names);

        var owner = await server.ReadAsync(db => db.Accounts.SingleAsync(account => account.Email == "owner@example.org"));
        var roles = await server.ReadAsync(db => db.Memberships.Where(membership => membership.AccountId == owner.Id).Select(membership => membership.Role).ToArrayAsync());
        var company = await server.ReadAsync(db => db.Organizations.SingleAsync(organization => organization.Name == "example.org" && organization.IsCompany));
        Assert.False(owner.ServerAdministrator);
        Assert.Equal([Role.Owner, Role.Owner], roles);
        Assert.Equal("Example", company.Title);
    }

    [Fact]
    public async Task Gives_a_second_company_to_an_account_that_exists_and_refuses_a_name_that_is_taken()
    {
        await using var server = await PlacardServer.StartAsync();

        await using var first = await RunAsync(server, "company", "create", "--owner-email", "owner@example.org");
        await using var again = await RunAsync(server, "company", "create", "--owner-email", "owner@example.org");
        await using var second = await RunAsync(server, "company", "create", "--owner-email", "owner@example.org", "--name", "two");

        Assert.Equal(0, await first.ExitAsync());
        Assert.Equal(2, await again.ExitAsync());
        Assert.StartsWith("placard: --name: ", again.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await second.ExitAsync());
        Assert.Equal(1, await server.ReadAsync(db => db.Accounts.CountAsync(account => account.Email == "owner@example.org")));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Changes_accounts(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.CreateAccountAsync("someone@example.org", server.Credentials.OrganizationUid, Role.Manager);

        await using var grant = await RunAsync(server, "account", "grant-admin", "SOMEONE@example.org");
        await using var reset = await RunAsync(server, "account", "reset-password", "someone@example.org");
        await using var disable = await RunAsync(server, "account", "disable", "someone@example.org");
        await using var nobody = await RunAsync(server, "account", "disable", "nobody");

        var account = await server.ReadAsync(db => db.Accounts.SingleAsync(one => one.Email == "someone@example.org"));
        var password = ServerCredentials.Read(Assert.Single(Directory.GetFiles(server.DataDirectory, "password-*.env"))).Password;
        Assert.True(account.ServerAdministrator);
        Assert.NotNull(account.DisabledAt);
        Assert.True(Passwords.Matches(password, account.PasswordHash));
        Assert.Equal(0, await grant.ExitAsync());
        Assert.Equal(0, await reset.ExitAsync());
        Assert.Equal(0, await disable.ExitAsync());
        Assert.Equal(1, await nobody.ExitAsync());
        Assert.Equal("placard: there is no account \"nobody\"", nobody.Errors.Trim());
    }

    [Fact]
    public async Task Says_that_there_is_no_database_yet()
    {
        using var folder = new TestFolder();

        await using var run = await ServerProcess.RunAsync(["account", "disable", "admin", "--data", folder.Path]);

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("there is no database in", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static Task<ServerProcess> RunAsync(PlacardServer server, params string[] command) =>
        ServerProcess.RunAsync([.. command, "--data", server.DataDirectory, .. server.DatabaseConnection is { } connection ? new[] { "--database", connection } : []]);
}
