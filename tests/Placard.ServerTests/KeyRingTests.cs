using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Server.Options;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class KeyRingTests
{
    private static readonly Dictionary<string, string?> MasterKey = new() { ["PLACARD_MASTER_KEY"] = new string('5', 64) };

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Lies_in_the_folder_and_outlives_a_restart(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var secret = Protector(server).Protect("oauth");

        await server.RestartAsync();

        Assert.Equal("oauth", Protector(server).Unprotect(secret));
        Assert.Single(Directory.GetFiles(Path.Combine(server.DataDirectory, "keys"), "*.xml"));
        Assert.Equal(0, await server.ReadAsync(db => db.ProtectionKeys.CountAsync()));
        Assert.Equal(database == DatabaseKind.PostgreSql, server.Logs.Lines.Any(line => line.Message.Contains("one node only", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Is_encrypted_under_the_master_key(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Environment = MasterKey });
        var secret = Protector(server).Protect("oauth");
        var files = Directory.GetFiles(Path.Combine(server.DataDirectory, "keys"), "*.xml").Select(File.ReadAllText);
        var rows = await server.ReadAsync(db => db.ProtectionKeys.Select(key => key.Xml).ToArrayAsync());

        var stored = Assert.Single(files.Concat(rows));
        Assert.Contains("aesGcm", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", stored, StringComparison.Ordinal);
        Assert.Equal(database == DatabaseKind.PostgreSql ? 1 : 0, rows.Length);

        await server.RestartAsync();
        Assert.Equal("oauth", Protector(server).Unprotect(secret));
    }

    [Fact]
    public async Task Is_shared_by_the_nodes_of_a_database()
    {
        Assert.SkipUnless(Databases.Available.Contains(DatabaseKind.PostgreSql), $"{Databases.PostgreSqlVariable} is not set.");

        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using var first = await PlacardServer.StartAsync(OnNode(database));
        await using var second = await PlacardServer.StartAsync(OnNode(database));

        Assert.Equal("oauth", Protector(second).Unprotect(Protector(first).Protect("oauth")));
        Assert.Equal(1, await first.ReadAsync(db => db.ProtectionKeys.CountAsync()));
        Assert.Equal(1, await first.ReadAsync(db => db.Accounts.CountAsync()));
        Assert.False(File.Exists(Path.Combine(second.DataDirectory, "credentials.env")));
    }

    [Fact]
    public async Task Is_brought_along_when_a_master_key_is_set_later()
    {
        Assert.SkipUnless(Databases.Available.Contains(DatabaseKind.PostgreSql), $"{Databases.PostgreSqlVariable} is not set.");

        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using var server = await PlacardServer.StartAsync(OnNode(database) with { Environment = new Dictionary<string, string?>() });
        var secret = Protector(server).Protect("oauth");

        await server.RestartAsync(setup => setup with { Environment = MasterKey });

        Assert.Equal("oauth", Protector(server).Unprotect(secret));
        Assert.Contains("aesGcm", await server.ReadAsync(db => db.ProtectionKeys.Select(key => key.Xml).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_start_with_another_master_key()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Environment = MasterKey });

        var refusal = await Assert.ThrowsAsync<StartException>(() => server.RestartAsync(setup => setup with
        {
            Environment = new Dictionary<string, string?> { ["PLACARD_MASTER_KEY"] = new string('6', 64) },
        }));

        Assert.StartsWith("PLACARD_MASTER_KEY: ", refusal.Message, StringComparison.Ordinal);
    }

    private static PlacardServerSetup OnNode(TestDatabase database) => new() { SharedDatabase = database, Environment = MasterKey };

    private static IDataProtector Protector(PlacardServer server) =>
        server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
