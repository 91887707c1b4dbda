using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.ApiTests;

public sealed class AuditTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_audit_log_tells_who_did_what_with_which_key_and_from_where(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var organization = server.Credentials.OrganizationUid;
        var account = server.AsAccount();
        var (id, secret) = await TokenAsync(account, organization, "till");

        using var deleted = await account.DeleteAsync($"/v1/organization/{organization}/security-token/{id}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);

        var log = await account.WalkAsync($"/v1/organization/{organization}/audit-log?objectUid={id}");
        Assert.Equal(["deleted", "created"], log.Select(record => record.GetProperty("operation").GetString()));
        var made = log[1];
        Assert.Equal("OrganizationToken", made.GetProperty("objectType").GetString());
        Assert.Equal("CreateOrganizationToken", made.GetProperty("request").GetString());
        Assert.Equal(organization, made.GetProperty("organizationUid").GetString());
        var actor = made.GetProperty("actor");
        Assert.Equal("account", actor.GetProperty("kind").GetString());
        Assert.Equal(server.Credentials.AccountKey.Split(':')[0], actor.GetProperty("tokenId").GetString());
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(actor.GetProperty("remoteAddress").GetString()!)));
        Assert.Equal(JsonValueKind.Null, made.GetProperty("before").ValueKind);
        Assert.Equal("till", made.GetProperty("after").GetProperty("name").GetString());
        Assert.Equal("(redacted)", made.GetProperty("after").GetProperty("secretHash").GetString());
        Assert.Equal("till", log[0].GetProperty("before").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, log[0].GetProperty("after").ValueKind);
        Assert.DoesNotContain(secret, await account.GetStringAsync($"/v1/organization/{organization}/audit-log"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_audit_log_is_filtered_and_paged(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var organization = server.Credentials.OrganizationUid;
        var account = server.AsAccount();
        var names = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            names.Add((await TokenAsync(account, organization, $"t{number}")).Id);
        }

        var path = $"/v1/organization/{organization}/audit-log?objectType=OrganizationToken&request=CreateOrganizationToken";
        Assert.Equal(Enumerable.Reverse(names), Objects(await account.WalkAsync($"{path}&limit=2")));
        Assert.Equal(names, Objects(await account.WalkAsync($"{path}&limit=2&descending=false")));
        var actor = (await account.WalkAsync(path))[0].GetProperty("actor");
        Assert.Equal(5, (await account.WalkAsync($"{path}&actorId={actor.GetProperty("id").GetString()}&tokenId={actor.GetProperty("tokenId").GetString()}")).Count);
        Assert.Empty(await account.WalkAsync($"{path}&actorId=1"));
        Assert.Empty(await account.WalkAsync($"{path}&tokenId=1"));
        Assert.Empty(await account.WalkAsync($"{path}&operation=deleted"));
        Assert.Equal(5, (await account.WalkAsync($"{path}&operation=created")).Count);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Only_managers_read_the_audit_log_of_their_organization(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var organization = server.Credentials.OrganizationUid;
        var path = $"/v1/organization/{organization}/audit-log";
        var foreign = await server.CreateForeignOrganizationAsync();

        foreach (var (role, status) in new[] { (Role.Guest, HttpStatusCode.Forbidden), (Role.User, HttpStatusCode.Forbidden), (Role.Manager, HttpStatusCode.OK) })
        {
            using var answer = await server.WithKey(await server.CreateAccountAsync($"{role}@example.org", organization, role)).GetAsync(path);
            Assert.Equal((role, status), (role, answer.StatusCode));
        }

        using var strange = await server.WithKey(await server.CreateAccountAsync("strange@example.org", foreign.Uid, Role.Owner)).GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);
        using var token = await server.AsOrganization().GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, token.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_organizations_log_shows_devices_that_come_move_and_leave(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var other = await server.CreateOrganizationAsync();
        var foreign = server.AsOrganization(await server.CreateForeignOrganizationAsync());
        using var moved = await server.AsAccount().PutAsJsonAsync($"/v1/device/{device.Uid}/organization", new { organizationUid = other.Uid });
        moved.EnsureSuccessStatusCode();
        using var gone = await server.AsOrganization(other).PutAsJsonAsync($"/v1/device/{device.Uid}/deprovision", new { });
        gone.EnsureSuccessStatusCode();

        var own = await OfDeviceAsync(server.AsOrganization(), "/v1/organization/system-log?limit=1", device.Uid);
        var theirs = await OfDeviceAsync(server.AsOrganization(other), "/v1/system-log", device.Uid);

        Assert.Equal(["DEVICE_DEPROVISIONED", "DEVICE_PROVISIONED"], own.Select(Type));
        Assert.Equal(["DEVICE_DEPROVISIONED", "DEVICE_PROVISIONED"], theirs.Select(Type));
        Assert.Equal("Device was provisioned.", own[1].GetProperty("message").GetString());
        Assert.Equal("info", own[1].GetProperty("level").GetString());
        Assert.Equal(server.Credentials.OrganizationKey.Split(':')[0], own[1].GetProperty("originator").GetProperty("tokenId").GetString());
        Assert.Equal(JsonValueKind.Number, own[0].GetProperty("originator").GetProperty("accountId").ValueKind);
        Assert.Equal("warning", own[0].GetProperty("level").GetString());
        Assert.Empty(await OfDeviceAsync(foreign, "/v1/organization/system-log", device.Uid));
        Assert.Empty(await OfDeviceAsync(foreign, $"/v1/organization/system-log?organizationUid={server.Credentials.OrganizationUid}", device.Uid));
    }

    private static string? Type(JsonElement entry) => entry.GetProperty("type").GetString();

    private static async Task<List<JsonElement>> OfDeviceAsync(HttpClient client, string path, string deviceUid) =>
        [.. (await client.WalkAsync(path)).Where(entry => entry.TryGetProperty("deviceUid", out var uid) && uid.GetString() == deviceUid)];

    private static IEnumerable<string?> Objects(IEnumerable<JsonElement> records) => records.Select(record => record.GetProperty("objectUid").GetString());

    private static async Task<(string Id, string Secret)> TokenAsync(HttpClient account, string organization, string name)
    {
        using var made = await account.PostAsJsonAsync($"/v1/organization/{organization}/security-token", new { name });
        using var json = JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        return (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("securityToken").GetString()!);
    }
}
