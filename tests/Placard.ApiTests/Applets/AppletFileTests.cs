using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Applets;

public sealed class AppletFileTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_file_is_uploaded_listed_read_replaced_and_deleted(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var first = Encoding.UTF8.GetBytes("first content");

        using var reserved = await client.PostAsJsonAsync($"{version}/file?build=false", new { path = "/assets/a logo.png", hash = Convert.ToHexString(Convert.FromBase64String(AppletCalls.Md5(first))), type = "image/png" });
        using var json = JsonDocument.Parse(await reserved.Content.ReadAsStringAsync());
        var upload = json.RootElement.GetProperty("upload").GetProperty("request");
        Assert.Equal(["Key", "Content-Type", "Content-MD5", "Policy", "Signature"], upload.GetProperty("fields").EnumerateObject().Select(field => field.Name));
        Assert.Equal("[]", await client.GetStringAsync($"{version}/file"));
        using var stored = await server.SendFileAsync(upload, first);
        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);

        Assert.Equal(
            $$"""[{"name":"a logo.png","path":"assets/a logo.png","type":"image/png","hash":"{{AppletCalls.Md5(first)}}","size":13}]""",
            await client.GetStringAsync($"{version}/file"));
        using var read = await client.GetAsync(json.RootElement.GetProperty("file").GetProperty("url").GetString());
        Assert.Equal(first, await read.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", read.Content.Headers.ContentType!.ToString());
        Assert.Equal(13, read.Content.Headers.ContentLength);
        Assert.Equal(AppletCalls.Md5(first), read.Headers.GetValues("x-amz-meta-content_md5").Single());
        Assert.Equal("sandbox; default-src 'none'", read.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", read.Headers.GetValues("X-Content-Type-Options").Single());

        var second = "second"u8.ToArray();
        using var again = await client.PutAsJsonAsync($"{version}/file/assets/a logo.png?build=0", new { hash = AppletCalls.Md5(second), type = "image/webp" });
        using var replaced = JsonDocument.Parse(await again.Content.ReadAsStringAsync());
        using var restored = await server.SendFileAsync(replaced.RootElement.GetProperty("upload").GetProperty("request"), second);
        Assert.Equal(HttpStatusCode.NoContent, restored.StatusCode);
        Assert.Equal("second", await client.GetStringAsync($"{version}/file/assets%2Fa%20logo.png"));
        Assert.Equal(6, await server.UsageAsync());

        using var deleted = await client.DeleteAsync($"{version}/file/assets/a%20logo.png?build=false");
        using var gone = await client.DeleteAsync($"{version}/file/assets/a%20logo.png?build=false");
        Assert.Equal("""{"message":"OK"}""", await deleted.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("[]", await client.GetStringAsync($"{version}/file"));
        Assert.Equal(0, await server.UsageAsync());
    }

    [Fact]
    public async Task A_file_is_read_in_parts_and_not_again_while_it_is_the_same()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        await server.UploadFileAsync(client, version, "digits.txt", "0123456789");

        using var part = new HttpRequestMessage(HttpMethod.Get, $"{version}/file/digits.txt") { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var partly = await client.SendAsync(part);
        using var same = new HttpRequestMessage(HttpMethod.Get, $"{version}/file/digits.txt");
        same.Headers.IfNoneMatch.Add(partly.Headers.ETag!);
        using var unchanged = await client.SendAsync(same);

        Assert.Equal(HttpStatusCode.PartialContent, partly.StatusCode);
        Assert.Equal("234", await partly.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("../a.js")]
    [InlineData("a/../../b.js")]
    [InlineData("a/./b.js")]
    [InlineData("a//b.js")]
    [InlineData("//a.js")]
    [InlineData("a/")]
    [InlineData("a\\b.js")]
    [InlineData("..\\b.js")]
    [InlineData("C:/b.js")]
    [InlineData("c:b.js")]
    [InlineData("a\nb.js")]
    [InlineData("a\u0085b.js")]
    [InlineData("node_modules/a.js")]
    [InlineData("a/Node_Modules/b.js")]
    [InlineData("a%2fb.js")]
    public async Task A_name_that_could_lead_elsewhere_is_refused(string path)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());

        using var answer = await client.PostAsJsonAsync($"{version}/file", new { path, hash = AppletCalls.Md5([]) });

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        Assert.Contains(" - path - must", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("a%5Cb")]
    [InlineData("node_modules/a.js")]
    [InlineData("a%0Ab")]
    public async Task The_same_holds_for_names_in_addresses(string path)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());

        using var put = await client.PutAsJsonAsync($"{version}/file/{path}", new { hash = AppletCalls.Md5([]) });
        using var get = await client.GetAsync($"{version}/file/{path}");

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, get.StatusCode);
        Assert.Contains("appletFileName", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"path":"a.js"}""", "hash")]
    [InlineData("""{"path":"a.js","hash":"abc"}""", "hash")]
    [InlineData("""{"path":"a.js","hash":"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}""", "hash")]
    [InlineData("""{"path":"a.js","hash":"1B2M2Y8AsgTpgAmY7PhCfg"}""", "hash")]
    [InlineData("""{"hash":"1B2M2Y8AsgTpgAmY7PhCfg=="}""", "path")]
    [InlineData("""{"path":"a.js","hash":"1B2M2Y8AsgTpgAmY7PhCfg==","type":"no type"}""", "type")]
    [InlineData("""{"path":"a.js","hash":"1B2M2Y8AsgTpgAmY7PhCfg==","type":"text/html\r\nX-A: b"}""", "type")]
    public async Task What_is_wrong_with_a_file_is_named(string body, string field)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());

        using var answer = await client.PostAsync($"{version}/file", new StringContent(body, Encoding.UTF8, "application/json"));
        using var flag = await client.DeleteAsync($"{version}/file/a.js?build=maybe");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($" - {field} - ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, flag.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_list_has_each_path_once_over_all_pages(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        string[] paths = ["index.html", "Index.html", "a b.css", "a+b.css", "a,b;c.css", "50%.txt", "čeština/é 文.js", "q?x=1&y.js", "assets/a", "assets/a/b", "~c0", "#1"];
        foreach (var path in paths)
        {
            await server.UploadFileAsync(client, version, path, path);
        }

        var seen = await client.WalkAsync($"{version}/file?limit=2");

        Assert.Equal(paths.Order(StringComparer.Ordinal), seen.Select(file => file.GetProperty("path").GetString()).Order(StringComparer.Ordinal));
        foreach (var path in paths)
        {
            Assert.Equal(path, await client.GetStringAsync($"{version}/file/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"));
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_version_has_so_many_files_and_not_more(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Database = database,
            Settings = new Dictionary<string, string?> { ["Content:MostFilesPerVersion"] = "2" },
        });
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var late = await client.ReserveFileAsync(version, "late.txt", "late"u8.ToArray());
        await server.UploadFileAsync(client, version, "1.txt", "1");
        await server.UploadFileAsync(client, version, "2.txt", "2");

        using var refused = await client.PostAsJsonAsync($"{version}/file", new { path = "3.txt", hash = AppletCalls.Md5([]) });
        using var tooLate = await server.SendFileAsync(late, "late"u8.ToArray());
        await server.UploadFileAsync(client, version, "2.txt", "22");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, tooLate.StatusCode);
        Assert.Equal(2, (await client.WalkAsync($"{version}/file")).Count);
    }

    [Fact]
    public async Task An_upload_that_builds_is_whole_whether_or_not_that_can_be_done_yet()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());

        await server.UploadFileAsync(client, version, "script.js", "1", build: true);
        await server.UploadFileAsync(client, version, "index.html", "<html></html>", "text/html", build: true);
        using var deleted = await client.DeleteAsync($"{version}/file/index.html");

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal("script.js", (await client.WalkAsync($"{version}/file")).Single().GetProperty("path").GetString());
    }

    [Fact]
    public async Task The_type_of_a_file_is_told_by_its_name_if_nobody_says_it()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        await server.UploadFileAsync(client, version, "a.css", "a", type: "");
        await server.UploadFileAsync(client, version, "b.unheard-of", "b", type: "");

        var types = (await client.WalkAsync($"{version}/file")).Select(file => file.GetProperty("type").GetString());

        Assert.Equal(["text/css", "application/octet-stream"], types);
    }
}
