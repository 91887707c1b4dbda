using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.Domain.Accounts;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Tenancy;

public sealed class OrganizationDeletionTests
{
    // Small, or with an index that begins otherwise: found by reading the table once.
    private static readonly Type[] Read = [typeof(OAuthPair), typeof(ContentUpload), typeof(DueReport)];

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Everything_that_it_owns_goes_and_nothing_of_others(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var account = server.AsAccount();
        var gone = await server.CreateOrganizationAsync("Gone");
        var kept = await server.CreateOrganizationAsync("Kept");
        await FillAsync(server, gone);
        await FillAsync(server, kept);
        var before = await CountAsync(server, kept.Uid);
        Assert.All(before, table => Assert.True(table.Value > 0, $"The test makes no {table.Key}."));

        Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), await account.CallAsync("DELETE", $"/v1/organization/{gone.Uid}"));

        Assert.All(await CountAsync(server, gone.Uid), table => Assert.Equal((table.Key, 0), (table.Key, table.Value)));
        Assert.Equal(before, await CountAsync(server, kept.Uid));
        Assert.Equal(HttpStatusCode.NotFound, await account.StatusAsync("GET", $"/v1/organization/{gone.Uid}"));
        Assert.Equal(HttpStatusCode.NotFound, await account.StatusAsync("DELETE", $"/v1/organization/{gone.Uid}"));
        Assert.DoesNotContain(gone.Uid, await account.ListAsync("/v1/organization", "uid"));
        Assert.Equal(HttpStatusCode.Forbidden, await server.AsOrganization(gone).StatusAsync("GET", "/v2/device"));
        Assert.Equal(HttpStatusCode.OK, await server.AsOrganization(kept).StatusAsync("GET", "/v2/device"));

        // Who was only invited there is gone, too; who is also elsewhere stays; what happened stays written.
        Assert.Equal(1, await server.ReadAsync(db => db.Accounts.CountAsync(one => one.InvitedAt != null)));
        Assert.Contains("deleted", await server.ReadAsync(db => db.AuditRecords.Where(record => record.OrganizationUid == gone.Uid && record.ObjectType == "Organization").Select(record => record.Operation).ToListAsync()));

        // The name is free again.
        using var again = await account.PostAsJsonAsync("/v1/organization", new { name = "Gone", title = "Gone" });
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_with_devices_or_unpaired_emulators_stays(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (account, organization) = (server.AsAccount(), await server.CreateOrganizationAsync());
        var path = $"/v1/organization/{organization.Uid}";
        var token = server.AsOrganization(organization);
        var emulator = await MakeEmulatorAsync(token, skipProvision: true);

        var (status, body) = await account.CallAsync("DELETE", path);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("emulators", body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, await token.StatusAsync("DELETE", $"/v1/emulator/{emulator}"));
        emulator = await MakeEmulatorAsync(token, skipProvision: false);
        (status, body) = await account.CallAsync("DELETE", path);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("devices", body, StringComparison.Ordinal);
        Assert.Equal(1, await server.ReadAsync(db => db.AcrossOrganizations<OrganizationToken>().CountAsync(pair => pair.OrganizationUid == organization.Uid)));

        Assert.Equal(HttpStatusCode.NoContent, await token.StatusAsync("DELETE", $"/v1/emulator/{emulator}"));
        Assert.Equal(HttpStatusCode.OK, await account.StatusAsync("DELETE", path));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task No_device_slips_into_one_that_is_deleted_meanwhile(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var account = server.AsAccount();
        for (var round = 0; round < 4; round++)
        {
            var organization = await server.CreateOrganizationAsync($"Round-{round}");
            var token = server.AsOrganization(organization);

            var answers = await Answers.AtOnceAsync(16, index => index == 8
                ? account.StatusAsync("DELETE", $"/v1/organization/{organization.Uid}")
                : token.StatusAsync("POST", "/v1/emulator", new { organizationUid = organization.Uid }));

            var devices = await server.ReadAsync(db => db.AcrossOrganizations<Device>().CountAsync(device => device.OrganizationUid == organization.Uid));
            var isThere = await server.ReadAsync(db => db.Organizations.AnyAsync(one => one.Uid == organization.Uid));
            Assert.Equal(answers[8] == HttpStatusCode.Conflict, isThere);
            Assert.True(isThere || devices == 0, $"{devices} devices are nobody's");
            Assert.All(answers, status => Assert.True((int)status < 500, status.ToString()));
        }
    }

    [Fact]
    public async Task Every_owned_table_is_history_or_found_by_an_index()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var db = server.Services.GetRequiredService<Database>().Open();
        var owned = db.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IOrganizationOwned))).ToArray();

        var unknown = owned
            .Where(entity => !OrganizationDeletion.History.Contains(entity.ClrType) && !OrganizationDeletion.Parts.ContainsKey(entity.ClrType) && !Read.Contains(entity.ClrType))
            .Where(entity => !entity.GetIndexes().Select(index => index.Properties[0]).Append(entity.FindPrimaryKey()!.Properties[0])
                .Any(property => property.Name == nameof(IOrganizationOwned.OrganizationUid)))
            .Select(entity => entity.ClrType.Name);

        Assert.Empty(unknown);
        Assert.All(OrganizationDeletion.History.Concat(OrganizationDeletion.Parts.Keys), type => Assert.Contains(type, owned.Select(entity => entity.ClrType)));
        foreach (var (part, (column, _)) in OrganizationDeletion.Parts)
        {
            var entity = db.Model.FindEntityType(part)!;
            Assert.Contains(
                column,
                entity.GetIndexes().Where(index => index.GetFilter() is null).Select(index => index.Properties[0].Name).Append(entity.FindPrimaryKey()!.Properties[0].Name));
        }
    }

    private static async Task<string> MakeEmulatorAsync(HttpClient client, bool skipProvision)
    {
        using var made = await client.PostAsJsonAsync("/v1/emulator", new { skipProvision });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return made.Headers.Location!.Segments[^1];
    }

    private static async Task FillAsync(PlacardServer server, TestOrganization organization)
    {
        await server.CreateAccountAsync($"member@{organization.Uid[..20]}.org", organization.Uid, Role.Manager);
        await server.WriteAsync(db => Owned.AddTo(db, organization.Uid));
        Assert.Equal(HttpStatusCode.Created, await server.AsAccount().StatusAsync(
            "POST", $"/v1/organization/{organization.Uid}/member", new { email = $"invited@{organization.Uid[..20]}.org", role = "user" }));
    }

    private static async Task<Dictionary<string, int>> CountAsync(PlacardServer server, string organizationUid)
    {
        await using var db = server.Services.GetRequiredService<Database>().Open();
        var counts = new Dictionary<string, int>();
        var tables = db.Model.GetEntityTypes()
            .Where(entity => entity.ClrType.IsAssignableTo(typeof(IOrganizationOwned)) && !OrganizationDeletion.History.Contains(entity.ClrType))
            .Select(entity => entity.GetTableName()!)
            .Append("account_membership");
        foreach (var table in tables)
        {
            var sql = $"select count(*) as \"Value\" from {table} where organization_uid = {{0}}";
            counts[table] = (int)(await db.Database.SqlQueryRaw<long>(sql, organizationUid).ToListAsync())[0];
        }

        return counts;
    }
}
