using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Accounts;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

/// <summary>Commands about people and limits that no operation of the API has.</summary>
public sealed class MemberAdministrationTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Accounts_are_made_disabled_and_enabled(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);

        await using var made = await RunAsync(server, "account", "create", "Someone@Example.org");
        await using var again = await RunAsync(server, "account", "create", "someone@example.org");
        await using var bad = await RunAsync(server, "account", "create", "someone");

        Assert.Equal((0, ""), (await made.ExitAsync(), made.Errors.Trim()));
        Assert.Equal((1, "placard: there is an account \"someone@example.org\" already"), (await again.ExitAsync(), again.Errors.Trim()));
        Assert.Equal((2, "placard: email: \"someone\" is no e-mail address"), (await bad.ExitAsync(), bad.Errors.Trim()));
        var password = ServerCredentials.Read(Assert.Single(Directory.GetFiles(server.DataDirectory, "password-*.env"))).Password;
        Assert.True(Passwords.Matches(password, (await AccountAsync(server)).PasswordHash));

        await using var disable = await RunAsync(server, "account", "disable", "someone@example.org");
        Assert.Equal(0, await disable.ExitAsync());
        Assert.NotNull((await AccountAsync(server)).DisabledAt);
        await using var enable = await RunAsync(server, "account", "enable", "someone@example.org");
        Assert.Equal(0, await enable.ExitAsync());
        Assert.Null((await AccountAsync(server)).DisabledAt);
    }

    [Fact]
    public async Task A_password_for_one_who_was_only_invited_ends_the_invitation()
    {
        await using var server = await PlacardServer.StartAsync();
        using var invited = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            server.AsAccount(), $"/v1/organization/{server.Credentials.OrganizationUid}/member", new { email = "someone@example.org", role = "user" });
        Assert.True(invited.IsSuccessStatusCode);
        Assert.Equal(1, await server.ReadAsync(db => db.AccountInvitations.CountAsync()));

        await using var reset = await RunAsync(server, "account", "reset-password", "someone@example.org");

        Assert.Equal(0, await reset.ExitAsync());
        var account = await AccountAsync(server);
        Assert.Null(account.InvitedAt);
        Assert.NotNull(account.PasswordHash);
        Assert.Equal(0, await server.ReadAsync(db => db.AccountInvitations.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_number_of_devices_is_limited_and_freed(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var uid = server.Credentials.OrganizationUid;

        await using var limit = await RunAsync(server, "organization", "max-devices", uid, "5");
        Assert.Equal(0, await limit.ExitAsync());
        Assert.Equal(5, await MostAsync(server, uid));
        await using var free = await RunAsync(server, "organization", "max-devices", uid, "none");
        Assert.Equal(0, await free.ExitAsync());
        Assert.Null(await MostAsync(server, uid));

        await using var bad = await RunAsync(server, "organization", "max-devices", uid, "many");
        Assert.Equal(2, await bad.ExitAsync());
        await using var unknown = await RunAsync(server, "organization", "max-devices", "nowhere", "5");
        Assert.Equal((1, "placard: there is no organization \"nowhere\""), (await unknown.ExitAsync(), unknown.Errors.Trim()));
    }

    private static Task<Account> AccountAsync(PlacardServer server) =>
        server.ReadAsync(db => db.Accounts.AsNoTracking().SingleAsync(account => account.Email == "someone@example.org"));

    private static Task<int?> MostAsync(PlacardServer server, string uid) =>
        server.ReadAsync(db => db.Organizations.Where(organization => organization.Uid == uid).Select(organization => organization.MaxDevicesCount).SingleAsync());

    private static Task<ServerProcess> RunAsync(PlacardServer server, params string[] command) =>
        ServerProcess.RunAsync([.. command, "--data", server.DataDirectory, .. server.DatabaseConnection is { } connection ? new[] { "--database", connection } : []]);
}
