using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Applets;

public sealed class AppletVersionTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_of_files_is_shown_with_every_field(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();

        await client.CreateVersionAsync(uid, "1.0.12-beta.1+build.5", "/dist/index.html");

        var version = await GetAsync(client, $"/v1/applet/{uid}/version/1.0.12-beta.1+build.5/?version=1.0.12-beta.1+build.5");
        Assert.Equal(
            ["appletUid", "version", "createdAt", "updatedAt", "binary", "frontAppletVersion", "entryFile", "publishedSince", "deprecatedSince", "builtSince"],
            version.EnumerateObject().Select(member => member.Name));
        Assert.Equal(uid, version.GetProperty("appletUid").GetString());
        Assert.Equal("dist/index.html", version.GetProperty("entryFile").GetString());
        Assert.All(["updatedAt", "binary", "frontAppletVersion", "publishedSince", "deprecatedSince", "builtSince"], name => Assert.Equal(JsonValueKind.Null, version.GetProperty(name).ValueKind));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_single_page_comes_as_the_body_as_a_field_or_in_a_form(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.HostLibraryAsync("1.0.3");
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        const string Page = "<!doctype html><p>Grüße</p>";

        // As the official SDK writes it: nothing encoded, and with a second question mark when it knows the organization.
        await PostAsync(client, $"/v1/applet/{uid}/version/?frontAppletVersion=1.0.3&version=1.0.0+a?organizationUid={server.Credentials.OrganizationUid}", new StringContent(Page, Encoding.UTF8, "text/html"));
        await PostAsync(client, $"/v1/applet/{uid}/version", JsonContent.Create(new { version = "1.0.1", binary = Page, frontAppletVersion = "1.0.3" }));
        await PostAsync(client, $"/v1/applet/{uid}/version", new FormUrlEncodedContent(new Dictionary<string, string> { ["version"] = "1.0.2", ["binary"] = Page, ["frontAppletVersion"] = "1.0.3" }));

        foreach (var version in new[] { "1.0.0+a", "1.0.1", "1.0.2" })
        {
            var read = await GetAsync(client, $"/v1/applet/{uid}/version/{version}/");
            Assert.Equal(Page, read.GetProperty("binary").GetString());
            Assert.Equal("1.0.3", read.GetProperty("frontAppletVersion").GetString());
            Assert.Equal(JsonValueKind.Null, read.GetProperty("entryFile").ValueKind);
        }

        Assert.Equal("[]", await client.GetStringAsync($"/v1/applet/{uid}/version?frontAppletVersion=1.0.4"));
        Assert.Equal(3, (await GetAsync(client, $"/v1/applet/{uid}/version/?frontAppletVersion=1.0.3")).GetArrayLength());
        Assert.Equal(3, (await GetAsync(client, $"/v1/applet/{uid}/version?frontAppletVersion=undefined&limit=")).GetArrayLength());
    }

    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("0.0.0", true)]
    [InlineData("1.0.0-alpha.1.x-y.0", true)]
    [InlineData("1.0.0-0A.is.legal", true)]
    [InlineData("1.0.0+001.a", true)]
    [InlineData("1.0.0--", true)]
    [InlineData("", false)]
    [InlineData("1", false)]
    [InlineData("1.2", false)]
    [InlineData("v1.2.3", false)]
    [InlineData("01.2.3", false)]
    [InlineData("1.2.3-01", false)]
    [InlineData("1.2.3-", false)]
    [InlineData("1.2.3+", false)]
    [InlineData("1.2.3+a+b", false)]
    [InlineData("1.2.3 ", false)]
    [InlineData("1.2.3-ä", false)]
    [InlineData("1.2.٣", false)]
    [InlineData("../1.2.3", false)]
    [InlineData("undefined", false)]
    public async Task Versions_are_semantic_to_the_letter(string version, bool accepted)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();

        using var answer = await client.PostAsJsonAsync($"/v1/applet/{uid}/version", new { version, entryFile = "index.html" });

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == (accepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest), $"{answer.StatusCode}: {text}");
        Assert.Equal(accepted, !text.Contains("version - must be a semantic version", StringComparison.Ordinal));
        Assert.Equal(accepted ? 1 : 0, (await GetAsync(client, $"/v1/applet/{uid}/version")).GetArrayLength());
    }

    [Theory]
    [InlineData("""{"entryFile":"index.html"}""", "version")]
    [InlineData("""{"version":"1.0.0"}""", "entryFile")]
    [InlineData("""{"version":"1.0.0","entryFile":"index.html","binary":"<html>"}""", "entryFile")]
    [InlineData("""{"version":"1.0.0","entryFile":"../index.html"}""", "entryFile")]
    [InlineData("""{"version":"1.0.0","entryFile":"a/node_modules/b.html"}""", "entryFile")]
    [InlineData("""{"version":"1.0.0","entryFile":"index.html","frontAppletVersion":"latest"}""", "frontAppletVersion")]
    [InlineData("""{"version":"1.0.0","binary":""}""", "entryFile")]
    public async Task What_makes_no_version_is_refused_and_leaves_nothing(string body, string field)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();

        using var answer = await client.PostAsync($"/v1/applet/{uid}/version", new StringContent(body, Encoding.UTF8, "application/json"));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        Assert.Contains($" - {field} - ", text, StringComparison.Ordinal);
        Assert.Equal("[]", await client.GetStringAsync($"/v1/applet/{uid}/version"));
    }

    [Theory]
    [InlineData("?frontAppletVersion=undefined", "<html>", "text/html", 400)]
    [InlineData("?version=undefined", "<html>", "text/html", 400)]
    [InlineData("?version=1.0.0", "", "text/html", 400)]
    [InlineData("?version=1.0.0", "<html>", "text/html; charset=utf-16", 400)]
    [InlineData("?version=1.0.0", "<html>", "text/plain", 415)]
    [InlineData("?version=1.0.0&frontAppletVersion=x", "<html>", "text/html", 400)]
    public async Task What_is_no_page_is_refused(string query, string page, string type, int status)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        using var content = new StringContent(page, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var answer = await client.PostAsync($"/v1/applet/{uid}/version{query}", content);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith($"{{\"status\":{status},", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("[]", await client.GetStringAsync($"/v1/applet/{uid}/version"));
        Assert.Equal(0, await server.UsageAsync());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_exists_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PostAsJsonAsync($"/v1/applet/{uid}/version", new { version = "1.0.0", entryFile = "index.html" })));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Versions_of_one_instant_are_walked_whatever_is_in_their_names(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        string[] versions = ["1.0.0", "1.0.0+a", "1.0.0+b", "1.0.0-a", "1.0.0-a+b", "1.0.0-A", "10.0.0"];
        await server.WriteAsync(db => db.AddRange(versions.Select(version => new Domain.Content.AppletVersion
        {
            AppletUid = uid,
            Version = version,
            OrganizationUid = server.Credentials.OrganizationUid,
            EntryFile = "index.html",
            CreatedAt = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        })));

        var seen = await client.WalkAsync($"/v1/applet/{uid}/version?limit=1");

        Assert.Equal(versions.Order(), seen.Select(version => version.GetProperty("version").GetString()).Order());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_entry_file_must_be_there_when_the_version_is_updated(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        var version = await client.CreateVersionAsync(uid);

        using var refused = await client.PutAsJsonAsync($"{version}/", new { entryFile = "main.html" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("entryFile - must be a file of the version", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var before = await GetAsync(client, version);
        Assert.Equal("index.html", before.GetProperty("entryFile").GetString());
        Assert.Equal(JsonValueKind.Null, before.GetProperty("updatedAt").ValueKind);

        await server.UploadFileAsync(client, version, "main.html", "<html></html>", "text/html");
        using var updated = await client.PutAsJsonAsync($"{version}/", new { entryFile = "main.html" });

        Assert.Equal("""{"message":"OK"}""", await updated.Content.ReadAsStringAsync());
        var after = await GetAsync(client, version);
        Assert.Equal("main.html", after.GetProperty("entryFile").GetString());
        Assert.Equal(JsonValueKind.String, after.GetProperty("updatedAt").ValueKind);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_page_is_replaced_and_counts_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.HostLibraryAsync("1.0.3");
        var client = server.AsOrganization();
        var version = $"/v1/applet/{await client.CreateAppletAsync()}/version";
        await PostAsync(client, version, JsonContent.Create(new { version = "1.0.0", binary = "<html>first</html>", frontAppletVersion = "1.0.3" }));
        var first = await server.UsageAsync();

        using var second = await client.PutAsync($"{version}/1.0.0/?frontAppletVersion=1.0.3", new StringContent("<html>other</html>", Encoding.UTF8, "text/html"));
        Assert.True(second.IsSuccessStatusCode, await second.Content.ReadAsStringAsync());

        Assert.Equal("<html>other</html>", (await GetAsync(client, $"{version}/1.0.0")).GetProperty("binary").GetString());
        using var deleted = await client.DeleteAsync(version[..version.LastIndexOf('/')]);
        Assert.Equal(0, await server.UsageAsync());
        Assert.True(first >= "<html>first</html>".Length);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_is_published_deprecated_and_renewed_where_that_makes_sense(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        var version = await client.CreateVersionAsync(uid);

        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(client, version, "publish"));
        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(client, version, "renew"));
        await server.MarkBuiltAsync(uid);
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(client, version, "publish"));
        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(client, version, "publish"));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(client, version, "deprecate"));
        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(client, version, "deprecate"));
        var both = await GetAsync(client, version);
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(client, version, "renew"));
        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(client, version, "renew"));
        var renewed = await GetAsync(client, version);

        Assert.Equal(JsonValueKind.String, both.GetProperty("deprecatedSince").ValueKind);
        Assert.Equal(JsonValueKind.Null, renewed.GetProperty("deprecatedSince").ValueKind);
        Assert.Equal(both.GetProperty("publishedSince").GetString(), renewed.GetProperty("publishedSince").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await ChangeAsync(client, $"/v1/applet/{uid}/version/9.9.9", "publish"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_a_published_or_deprecated_version_nothing_changes(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        foreach (var last in new[] { "publish", "deprecate" })
        {
            var uid = await client.CreateAppletAsync();
            var version = await client.CreateVersionAsync(uid);
            await server.UploadFileAsync(client, version, "index.html", "<html></html>", "text/html");
            await PostAsync(client, $"{version}/test", JsonContent.Create(new { identifier = "a.js", binary = "1" }));
            var pending = await client.ReserveFileAsync(version, "index.html", "other"u8.ToArray());
            await server.MarkBuiltAsync(uid);
            Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(client, version, last));
            var files = await client.GetStringAsync($"{version}/file");
            var tests = await client.GetStringAsync($"{version}/test");
            var before = await client.GetStringAsync(version);
            var hash = AppletCalls.Md5([]);

            HttpResponseMessage[] answers =
            [
                await client.PutAsJsonAsync(version, new { entryFile = "index.html" }),
                await client.PostAsJsonAsync($"{version}/file", new { path = "a.js", hash }),
                await client.PutAsJsonAsync($"{version}/file/index.html", new { hash }),
                await client.DeleteAsync($"{version}/file/index.html"),
                await server.SendFileAsync(pending, "other"u8.ToArray()),
                await client.PostAsJsonAsync($"{version}/test", new { identifier = "b.js", binary = "1" }),
                await client.PutAsJsonAsync($"{version}/test/a.js", new { binary = "2" }),
                await client.DeleteAsync($"{version}/test/a.js"),
            ];

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
            Assert.Equal(files, await client.GetStringAsync($"{version}/file"));
            Assert.Equal(tests, await client.GetStringAsync($"{version}/test"));
            Assert.Equal(before, await client.GetStringAsync(version));
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_published_while_files_come_is_built_as_it_is(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        for (var round = 0; round < 5; round++)
        {
            var uid = await client.CreateAppletAsync();
            var version = await client.CreateVersionAsync(uid);
            var uploads = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => client.ReserveFileAsync(version, $"{number}.txt", "content"u8.ToArray())));
            await server.MarkBuiltAsync(uid);

            var publishing = ChangeAsync(client, version, "publish");
            var answers = await Task.WhenAll(uploads.Select(upload => server.SendFileAsync(upload, "content"u8.ToArray())));
            var published = await publishing == HttpStatusCode.NoContent;

            Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Conflict, $"{answer.StatusCode}"));
            Assert.Equal(answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent), (await client.WalkAsync($"{version}/file")).Count);
            var after = await GetAsync(client, version);
            Assert.Equal(published ? JsonValueKind.String : JsonValueKind.Null, after.GetProperty("publishedSince").ValueKind);
            Assert.True(!published || after.GetProperty("builtSince").ValueKind == JsonValueKind.String, "what is published is not what was built");
        }
    }

    [Fact]
    public async Task A_page_may_be_larger_than_other_bodies_within_a_limit()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var path = $"/v1/applet/{await client.CreateAppletAsync()}/version";
        using var large = new HttpRequestMessage(HttpMethod.Post, $"{path}?version=2.0.0") { Content = new StringContent(new string('x', 5 * 1024 * 1024), Encoding.UTF8, "text/html") };
        large.Headers.ExpectContinue = true;

        await PostAsync(client, path, JsonContent.Create(new { version = "1.0.0", binary = "<html>" + new string('x', 2 * 1024 * 1024) }));
        using var refused = await client.SendAsync(large);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal(1, (await GetAsync(client, path)).GetArrayLength());
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(path));
        return json.RootElement.Clone();
    }

    private static async Task PostAsync(HttpClient client, string path, HttpContent content)
    {
        using var answer = await client.PostAsync(path, content);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<HttpStatusCode> ChangeAsync(HttpClient client, string version, string change)
    {
        // Official clients say that nothing is JSON.
        using var nothing = new StringContent("", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"{version}/{change}", nothing);
        return answer.StatusCode;
    }
}
