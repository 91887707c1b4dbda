using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Applets;

public sealed class AppletTestSuiteTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_test_is_added_listed_read_changed_and_deleted(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        var version = await client.CreateVersionAsync(uid);
        const string Identifier = "tests/a sample.spec.js";

        using var added = await client.PostAsJsonAsync($"{version}/test", new { identifier = Identifier, binary = "console.log('Ä');" });
        using var twice = await client.PostAsJsonAsync($"{version}/test/", new { identifier = Identifier, binary = "" });

        Assert.Equal("""{"message":"OK"}""", await added.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        var shown = $$"""{"appletUid":"{{uid}}","appletVersion":"1.0.0","identifier":"tests/a sample.spec.js","binary":"console.log('Ä');"}""";
        Assert.Equal($"[{shown}]", await client.GetStringAsync($"{version}/test"));
        Assert.Equal(shown, await client.GetStringAsync($"{version}/test/{Identifier}"));
        Assert.Equal(shown, await client.GetStringAsync($"{version}/test/tests%2Fa%20sample.spec.js"));
        Assert.Equal(18, await server.UsageAsync());

        using var changed = await client.PutAsJsonAsync($"{version}/test/{Identifier}", new { binary = "2" });
        Assert.Equal("""{"message":"OK"}""", await changed.Content.ReadAsStringAsync());
        using var read = JsonDocument.Parse(await client.GetStringAsync($"{version}/test/{Identifier}"));
        Assert.Equal("2", read.RootElement.GetProperty("binary").GetString());
        Assert.Equal(1, await server.UsageAsync());

        using var deleted = await client.DeleteAsync($"{version}/test/{Identifier}");
        Assert.Equal("""{"message":"OK"}""", await deleted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"{version}/test/{Identifier}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PutAsJsonAsync($"{version}/test/{Identifier}", new { binary = "2" })).StatusCode);
        Assert.Equal("[]", await client.GetStringAsync($"{version}/test"));
        Assert.Equal(0, await server.UsageAsync());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Tests_are_limited_in_number_and_size_and_walked_by_links(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        using var large = await client.PostAsJsonAsync($"{version}/test", new { identifier = "large", binary = new string('x', (256 * 1024) + 1) });
        for (var number = 0; number < 100; number++)
        {
            using var added = await client.PostAsJsonAsync($"{version}/test", new { identifier = $"tests/{number}+ü.js", binary = "" });
            Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        }

        using var more = await client.PostAsJsonAsync($"{version}/test", new { identifier = "more", binary = "" });

        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, more.StatusCode);
        Assert.Equal(100, (await client.WalkAsync($"{version}/test?limit=7")).Select(test => test.GetProperty("identifier").GetString()).Distinct().Count());
        using var first = await client.GetAsync($"{version}/test");
        using var list = JsonDocument.Parse(await first.Content.ReadAsStringAsync());
        Assert.Equal(100, list.RootElement.GetArrayLength());
        Assert.False(first.Headers.Contains("Link"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_identifier_that_begins_here_is_kept_so_and_found_without(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());

        using var added = await client.PostAsJsonAsync($"{version}/test", new { identifier = "./tests/a.js", binary = "1" });
        using var same = await client.PostAsJsonAsync($"{version}/test", new { identifier = "tests/a.js", binary = "1" });
        using var read = JsonDocument.Parse(await client.GetStringAsync($"{version}/test/tests/a.js"));
        using var deleted = await client.DeleteAsync($"{version}/test/./tests/a.js");

        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, same.StatusCode);
        Assert.Equal("./tests/a.js", read.RootElement.GetProperty("identifier").GetString());
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("./")]
    [InlineData("/a.js")]
    [InlineData("a//b.js")]
    [InlineData("../b.js")]
    [InlineData("a\tb.js")]
    [InlineData("a%2Fb.js")]
    public async Task An_identifier_that_no_address_names_is_refused(string identifier)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());

        using var answer = await client.PostAsJsonAsync($"{version}/test", new { identifier, binary = "1" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(" - identifier - ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
