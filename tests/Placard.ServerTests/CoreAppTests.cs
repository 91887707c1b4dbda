using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class CoreAppTests
{
    private const string Page = "<script src=\"bundle.js\"></script>";
    private const string Script = "console.log('up')";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Imports_an_application_beside_a_running_server_and_serves_it_as_it_is(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        using var folder = Application("14.0.0");

        await using var import = await RunAsync(server, "core-app", "import", folder.File("dist"));

        Assert.Equal((0, "Imported application default 14.0.0, 4 files"), (await import.ExitAsync(), import.Output.Trim()));
        var page = await server.OfContent().GetAsync("/app/default/14.0.0/index.html?duid=1&platformBaseUrl=http%3A%2F%2Fa");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(Page, await page.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("*", Assert.Single(page.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(page.Headers.Contains("Content-Security-Policy"));
        var script = await server.OfContent().GetAsync("/app/default/14.0.0/bundle.js");
        Assert.Equal("text/javascript; charset=utf-8", script.Content.Headers.ContentType?.ToString());
        var picture = await server.OfContent().GetAsync("/app/default/14.0.0/osd/a%20logo.svg");
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Knows_what_the_client_has_and_answers_heads_and_ranges()
    {
        await using var server = await PlacardServer.StartAsync();
        using var folder = Application("1.0.0");
        await using var import = await RunAsync(server, "core-app", "import", folder.File("dist"), "--type", "tizen", "--version", "2.0.0");
        var client = server.OfContent();

        var first = await client.GetAsync("/app/tizen/2.0.0/bundle.js");
        using var known = new HttpRequestMessage(HttpMethod.Get, "/app/tizen/2.0.0/bundle.js") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var part = new HttpRequestMessage(HttpMethod.Get, "/app/tizen/2.0.0/bundle.js") { Headers = { Range = new RangeHeaderValue(0, 6) } };
        using var head = new HttpRequestMessage(HttpMethod.Head, "/app/tizen/2.0.0/bundle.js");

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode);
        Assert.Equal("console", await (await client.SendAsync(part)).Content.ReadAsStringAsync());
        Assert.Equal(Script.Length, (await client.SendAsync(head)).Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Answers_everything_else_as_unknown_and_only_on_the_content_origin()
    {
        await using var server = await PlacardServer.StartAsync();
        using var folder = Application("14.0.0");
        await using var import = await RunAsync(server, "core-app", "import", folder.File("dist"));

        foreach (var path in new[]
        {
            "/app", "/app/default", "/app/default/14.0.0", "/app/default/14.0.0/", "/app/default/14.0.1/index.html", "/app/tizen/14.0.0/index.html",
            "/app/default/14.0.0/osd", "/app/default/14.0.0/INDEX.html", "/app/default/14.0.0/..%2Fpackage.json", "/app/default/14.0.0/%2e%2e/package.json",
            "/app/default/14.0.0/..%5Cpackage.json", "/app/default/14.0.0/osd/..%2F..%2F..%2F..%2Fcredentials.env", "/app/default/14.0.0//index.html",
        })
        {
            var answer = await server.OfContent().GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path} answered {answer.StatusCode}");
            Assert.StartsWith("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await server.Anonymous().GetAsync("/app/default/14.0.0/index.html")).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Takes_the_same_again_and_nothing_else_under_the_same_version(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        using var folder = Application("14.0.0");
        await using var first = await RunAsync(server, "core-app", "import", folder.File("dist"));
        await using var again = await RunAsync(server, "core-app", "import", folder.File("dist"));
        await File.WriteAllTextAsync(folder.File("dist/bundle.js"), "console.log('changed')");
        var blobs = Blobs(server);
        await using var changed = await RunAsync(server, "core-app", "import", folder.File("dist"));

        Assert.Equal((0, "Application default 14.0.0 is here already"), (await again.ExitAsync(), again.Output.Trim()));
        Assert.Equal(1, await changed.ExitAsync());
        Assert.Contains("is here with other files", changed.Errors, StringComparison.Ordinal);
        Assert.Equal(Script, await server.OfContent().GetStringAsync("/app/default/14.0.0/bundle.js"));
        Assert.Equal(blobs, Blobs(server));
        Assert.Equal(4, await server.ReadAsync(db => db.CoreAppFiles.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Lists_and_removes_and_leaves_no_file_that_nobody_needs(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var before = Blobs(server);
        using var folder = Application("14.0.0");
        await using var one = await RunAsync(server, "core-app", "import", folder.File("dist"));
        await using var two = await RunAsync(server, "core-app", "import", folder.File("dist"), "--version", "14.0.1");
        await using var list = await RunAsync(server, "core-app", "list");
        Assert.Contains("default\t14.0.0\t4 files", list.Output, StringComparison.Ordinal);
        Assert.Contains("default\t14.0.1\t4 files", list.Output, StringComparison.Ordinal);

        await using var remove = await RunAsync(server, "core-app", "remove", "default", "14.0.0");

        Assert.Equal(0, await remove.ExitAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await server.OfContent().GetAsync("/app/default/14.0.0/index.html")).StatusCode);
        Assert.Equal(Page, await server.OfContent().GetStringAsync("/app/default/14.0.1/index.html"));
        await using var other = await RunAsync(server, "core-app", "remove", "default", "14.0.1");
        await using var none = await RunAsync(server, "core-app", "remove", "default", "14.0.1");
        Assert.Equal(before, Blobs(server));
        Assert.Equal((1, "placard: there is no application default 14.0.1; see core-app list"), (await none.ExitAsync(), none.Errors.Trim()));
    }

    [Fact]
    public async Task Refuses_what_is_no_application_or_could_bring_in_something_else_and_leaves_nothing()
    {
        await using var server = await PlacardServer.StartAsync();
        using var folder = Application("14.0.0");
        using var unversioned = Application(null);
        using var linked = Application("14.0.0");
        File.CreateSymbolicLink(linked.File("dist/osd/keys.txt"), Path.Combine(server.DataDirectory, "credentials.env"));
        using var linkedFolder = Application("14.0.0");
        Directory.CreateSymbolicLink(linkedFolder.File("dist/data"), server.DataDirectory);
        var before = Blobs(server);

        await AssertRefusedAsync(2, "there is no folder", folder.File("nowhere"));
        await AssertRefusedAsync(2, "has no index.html", folder.Path);
        await AssertRefusedAsync(2, "no package.json", unversioned.File("dist"));
        await AssertRefusedAsync(2, "is a link", linked.File("dist"));
        await AssertRefusedAsync(2, "is a link", linkedFolder.File("dist"));
        await AssertRefusedAsync(2, "must be one of", folder.File("dist"), "--type", "toaster");
        await AssertRefusedAsync(2, "must be a version", folder.File("dist"), "--version", "../1");
        Assert.Equal(before, Blobs(server));
        Assert.Equal(0, await server.ReadAsync(db => db.CoreApps.CountAsync()));

        async Task AssertRefusedAsync(int exit, string reason, params string[] arguments)
        {
            await using var run = await RunAsync(server, ["core-app", "import", .. arguments]);
            Assert.Equal(exit, await run.ExitAsync());
            Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
        }
    }

    private static TestFolder Application(string? version)
    {
        var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("dist/osd"));
        if (version is not null)
        {
            File.WriteAllText(folder.File("package.json"), $$"""{"name":"an-application","version":"{{version}}"}""");
        }

        File.WriteAllText(folder.File("dist/index.html"), Page, new UTF8Encoding(false));
        File.WriteAllText(folder.File("dist/bundle.js"), Script, new UTF8Encoding(false));
        File.WriteAllText(folder.File("dist/osd/a logo.svg"), "<svg/>");
        File.WriteAllText(folder.File("dist/osd/index.html"), "");
        return folder;
    }

    private static string[] Blobs(PlacardServer server) =>
        [.. Directory.EnumerateFiles(Path.Combine(server.DataDirectory, "blobs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static Task<ServerProcess> RunAsync(PlacardServer server, params string[] command) =>
        ServerProcess.RunAsync([.. command, "--data", server.DataDirectory, .. server.DatabaseConnection is { } connection ? new[] { "--database", connection } : []]);
}
