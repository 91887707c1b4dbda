using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Data;
using Placard.Server.Options;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

/// <summary>What the search and the filters of devices need of the database.</summary>
public sealed class SearchSetupTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_the_migrations_made_by_hand_is_there_in_the_end(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var db = server.Services.GetRequiredService<Database>().Open();
        var sqlite = database == DatabaseKind.Sqlite;

        var names = await db.Database.SqlQueryRaw<string>(
            sqlite ? "select name as \"Value\" from sqlite_master" : "select indexname as \"Value\" from pg_indexes").ToListAsync();

        string[] own = sqlite ? ["device_search", "device_search_row", "device_search_insert", "device_search_update", "device_search_delete"] : ["ix_device_search"];
        Assert.Empty(own.Concat(new[] { "name", "brand", "model", "os_version", "firmware_version", "serial_number" }.Select(column => $"ix_device_{column}")).Except(names));
    }

    [Fact]
    public async Task SQLite_is_told_how_devices_are_spread_over_its_indexes()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var db = server.Services.GetRequiredService<Database>().Open();

        var told = await db.Database.SqlQueryRaw<string>("select idx as Value from sqlite_stat1 where tbl in ('device', 'device_tag')").ToListAsync();
        var there = await db.Database.SqlQueryRaw<string>(
            "select i.name as Value from sqlite_master t, pragma_index_list(t.name) i where t.name in ('device', 'device_tag')").ToListAsync();

        // A name that changed would silently tell nothing.
        Assert.Empty(told.Except(there));
        Assert.Empty(there.Where(name => name.Contains("organization_uid", StringComparison.Ordinal)).Except(told));
    }

    [Fact]
    public async Task Without_the_right_to_create_the_extension_the_start_says_what_to_do_and_works_once_it_is_there()
    {
        Assert.SkipUnless(Databases.Available.Contains(DatabaseKind.PostgreSql), $"{Databases.PostgreSqlVariable} is not set.");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await database.RestrictAsync();
        var setup = new PlacardServerSetup { SharedDatabase = database };

        var refusal = await Assert.ThrowsAsync<StartException>(() => PlacardServer.StartAsync(setup));

        Assert.Contains("pg_trgm", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Grant the server's role CREATE", refusal.Message, StringComparison.Ordinal);
        await database.AsAdministratorAsync("create extension pg_trgm");
        await using var server = await PlacardServer.StartAsync(setup);
        Assert.Equal("[]", await server.AsOrganization().GetStringAsync("/v2/device?search=lobby"));
    }
}
