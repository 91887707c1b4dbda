using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Accounts;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Tenancy;

/// <summary>What is limited stays so under 64 callers at once.</summary>
public sealed class LimitTests
{
    private const int Callers = 64;

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_organization_has_at_most_30_tokens(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (account, organization) = (server.AsAccount(), await server.CreateOrganizationAsync());

        var answers = await Answers.AtOnceAsync(Callers, index =>
            account.StatusAsync("POST", $"/v1/organization/{organization.Uid}/security-token", new { name = $"token {index}" }));

        // One was there before.
        Assert.Equal(29, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(Callers - 29, answers.Count(status => status == HttpStatusCode.Conflict));
        Assert.Equal(30, await server.ReadAsync(db => db.AcrossOrganizations<OrganizationToken>().CountAsync(token => token.OrganizationUid == organization.Uid)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_account_has_at_most_100_tokens(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var id = await server.AccountIdAsync();
        await server.WriteAsync(db => db.AddRange(Enumerable.Range(0, 95).Select(index => new AccountToken
        {
            Id = Domain.Uids.TokenId(),
            AccountId = id,
            Name = $"{index}",
            SecretHash = Domain.Secrets.Hash("x"),
            CreatedAt = DateTime.UnixEpoch,
        })));
        var anonymous = server.Anonymous();

        // 96 are there. More log-ins at once look like guessing.
        var answers = await Answers.AtOnceAsync(10, _ => anonymous.StatusAsync(
            "POST", "/v1/account/security-token", new { identification = "admin", password = server.Credentials.Password, name = "many" }));

        Assert.Equal(4, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(6, answers.Count(status => status == HttpStatusCode.Conflict));
        Assert.Equal(100, await server.ReadAsync(db => db.AccountTokens.CountAsync(token => token.AccountId == id)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_organization_gets_no_more_devices_than_the_administrator_allows(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (organization, other) = (await server.CreateOrganizationAsync(), await server.CreateOrganizationAsync("Other"));
        await LimitAsync(server, organization.Uid, 10);
        var (client, account) = (server.AsOrganization(organization), server.AsAccount());
        var hashes = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => WaitingAsync(server.AsOrganization(other))));
        var moving = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => server.CreateDeviceAsync(other.Uid)));

        var answers = await Answers.AtOnceAsync(Callers, index => index switch
        {
            < 24 => client.StatusAsync("POST", "/v1/emulator", new { }),
            < 48 => client.StatusAsync("POST", "/v1/device/verification", new { verificationHash = hashes[index - 24] }),
            _ => account.StatusAsync("PUT", $"/v1/device/{moving[index - 48].Uid}/organization", new { organizationUid = organization.Uid }),
        });

        Assert.Equal(10, answers.Count(status => status is HttpStatusCode.Created or HttpStatusCode.NoContent));
        Assert.All(answers, status => Assert.Contains(status, new[] { HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.TooManyRequests }));
        Assert.Equal(10, await DevicesAsync(server, organization.Uid));
        Assert.Equal(10, (await account.ReadAsync($"/v1/organization/{organization.Uid}")).GetProperty("maxDevicesCount").GetInt32());

        // None was lost on the way.
        Assert.Equal(16, await DevicesAsync(server, other.Uid) + answers.Count(status => status == HttpStatusCode.NoContent));
        Assert.Contains("10 devices", (await client.CallAsync("POST", "/v1/emulator", new { })).Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_was_refused_is_free_for_others(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (full, other) = (await server.CreateOrganizationAsync("Full"), await server.CreateOrganizationAsync("Other"));
        await LimitAsync(server, full.Uid, 0);
        var hash = await WaitingAsync(server.AsOrganization(other));

        Assert.Equal(HttpStatusCode.Conflict, await server.AsOrganization(full).StatusAsync("POST", "/v1/device/verification", new { verificationHash = hash }));
        Assert.Equal(HttpStatusCode.Created, await server.AsOrganization(other).StatusAsync("POST", "/v1/device/verification", new { verificationHash = hash }));
        Assert.Equal((0, 1), (await DevicesAsync(server, full.Uid), await DevicesAsync(server, other.Uid)));
    }

    private static Task LimitAsync(PlacardServer server, string organizationUid, int most) => server.WriteAsync(db =>
        db.Organizations.Where(organization => organization.Uid == organizationUid)
            .ExecuteUpdate(row => row.SetProperty(organization => organization.MaxDevicesCount, most)));

    private static Task<int> DevicesAsync(PlacardServer server, string organizationUid) => server.ReadAsync(db =>
        db.AcrossOrganizations<Device>().CountAsync(device => device.OrganizationUid == organizationUid));

    private static async Task<string> WaitingAsync(HttpClient client)
    {
        using var made = await client.PostAsJsonAsync("/v1/emulator", new { skipProvision = true });
        using var json = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("verificationHash").GetString()!;
    }
}
