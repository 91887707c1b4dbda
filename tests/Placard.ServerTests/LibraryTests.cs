using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Placard.Api.Features.Applets.Building;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class LibraryTests
{
    private const string Script = "window.sos = {};";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Imports_a_folder_or_an_archive_beside_a_running_server_and_serves_the_script(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        using var folder = Package("8.2.4");
        var archive = folder.File("front-applet-8.3.0.tgz");
        await PackAsync(archive, ("package/dist/bundle.js", Script + "//3"), ("package/README.md", "read"), ("package/package.json", Manifest("8.3.0")));

        await using var first = await RunAsync(server, "import", folder.File("package"));
        await using var second = await RunAsync(server, "import", archive);

        Assert.Equal((0, $"Imported library 8.2.4, {Script.Length} bytes"), (await first.ExitAsync(), first.Output.Trim()));
        Assert.Equal((0, $"Imported library 8.3.0, {Script.Length + 3} bytes"), (await second.ExitAsync(), second.Output.Trim()));
        var answer = await server.OfContent().GetAsync("/lib/front-applet/8.2.4/bundle.js");
        Assert.Equal(Script, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal(Script + "//3", await server.OfContent().GetStringAsync("/lib/front-applet/8.3.0/bundle.js"));
        await using var list = await RunAsync(server, "list");
        Assert.Equal(["8.2.4", "8.3.0"], list.Output.Trim().Split('\n').Select(line => line.Split('\t')[0]));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Takes_the_same_again_and_nothing_else_under_the_same_version_and_keeps_what_is_needed(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        using var folder = Package("8.2.4");
        await using var first = await RunAsync(server, "import", folder.File("package"));
        await using var again = await RunAsync(server, "import", folder.File("package"));
        await File.WriteAllTextAsync(folder.File("package/dist/bundle.js"), "changed");
        await using var changed = await RunAsync(server, "import", folder.File("package"));

        Assert.Equal((0, "Library 8.2.4 is here already"), (await again.ExitAsync(), again.Output.Trim()));
        Assert.Equal(1, await changed.ExitAsync());
        Assert.Contains("is here with another content", changed.Errors, StringComparison.Ordinal);
        Assert.Equal(Script, await server.OfContent().GetStringAsync("/lib/front-applet/8.2.4/bundle.js"));

        var applet = await server.CreateAppletAsync(binary: "<p>", frontAppletVersion: "8.2.4");
        await server.Services.GetRequiredService<AppletBuilder>().BuildAsync(applet, "1.0.0", CancellationToken.None);
        await using var needed = await RunAsync(server, "remove", "8.2.4");
        Assert.Equal((1, "placard: 1 versions of applets load library 8.2.4"), (await needed.ExitAsync(), needed.Errors.Trim()));
        await server.ReadAsync(db => db.AppletBuilds.IgnoreQueryFilters().ExecuteDeleteAsync());
        await using var removed = await RunAsync(server, "remove", "8.2.4");
        Assert.Equal((0, "Removed library 8.2.4"), (await removed.ExitAsync(), removed.Output.Trim()));
        Assert.Equal(HttpStatusCode.NotFound, (await server.OfContent().GetAsync("/lib/front-applet/8.2.4/bundle.js")).StatusCode);
        await using var none = await RunAsync(server, "remove", "8.2.4");
        Assert.Equal((1, "placard: there is no library 8.2.4; see library list"), (await none.ExitAsync(), none.Errors.Trim()));
    }

    [Fact]
    public async Task Refuses_what_is_not_the_package_or_could_bring_in_something_else()
    {
        await using var server = await PlacardServer.StartAsync();
        using var folder = Package("8.2.4");
        var archive = folder.File("a.tgz");

        await AssertRefusedAsync("there is no folder and no file", folder.File("nowhere"));
        await AssertRefusedAsync("has no package.json", folder.File("package/dist"));
        await File.WriteAllTextAsync(folder.File("package/package.json"), """{"name":"left-pad","version":"1.0.0"}""");
        await AssertRefusedAsync("is not the package", folder.File("package"));
        await File.WriteAllTextAsync(folder.File("package/package.json"), Manifest("../1"));
        await AssertRefusedAsync("must be a version", folder.File("package"));
        await File.WriteAllTextAsync(folder.File("package/package.json"), Manifest("1.0.0", "../../credentials.env"));
        await AssertRefusedAsync("is not inside of the package", folder.File("package"));
        await File.WriteAllTextAsync(folder.File("package/package.json"), Manifest("1.0.0", "/etc/passwd"));
        await AssertRefusedAsync("is not inside of the package", folder.File("package"));
        await File.WriteAllTextAsync(folder.File("package/package.json"), Manifest("1.0.0", "dist/other.js"));
        await AssertRefusedAsync("has no dist/other.js", folder.File("package"));
        File.CreateSymbolicLink(folder.File("package/dist/other.js"), Path.Combine(server.DataDirectory, "credentials.env"));
        await AssertRefusedAsync("is a link", folder.File("package"));
        Directory.CreateSymbolicLink(folder.File("package/linked"), server.DataDirectory);
        await File.WriteAllTextAsync(folder.File("package/package.json"), Manifest("1.0.0", "linked/credentials.env"));
        await AssertRefusedAsync("is a link", folder.File("package"));

        await File.WriteAllTextAsync(archive, "no archive");
        await AssertRefusedAsync("is no whole .tgz", archive);
        await PackAsync(archive, ("package/package.json", Manifest("1.0.0")), ("package/../../evil.js", "evil"), ("package/dist/bundle.js", Script));
        await AssertRefusedAsync("is not a plain file inside of the package", archive);
        await PackAsync(archive, ("/package/package.json", Manifest("1.0.0")));
        await AssertRefusedAsync("is not a plain file inside of the package", archive);
        await PackAsync(archive, ("package/package.json", Manifest("1.0.0")), ("package/dist/bundle.js", Script), ("package/dist/bundle.js", "other"));
        await AssertRefusedAsync("has dist/bundle.js twice", archive);
        await PackAsync(archive, ("package/package.json", Manifest("1.0.0")), ("package/dist/bundle.js", new string('a', 40 * 1024 * 1024)));
        await AssertRefusedAsync("has more than 33554432 bytes", archive);
        await File.WriteAllBytesAsync(archive, (await File.ReadAllBytesAsync(archive))[..^1000]);
        await AssertRefusedAsync("\"", archive);
        await LinkAsync(archive);
        await AssertRefusedAsync("is not a plain file inside of the package", archive);
        Assert.Equal(0, await server.ReadAsync(db => db.FrontAppletLibraries.CountAsync()));

        async Task AssertRefusedAsync(string reason, string path)
        {
            await using var run = await RunAsync(server, "import", path);
            Assert.Equal(2, await run.ExitAsync());
            Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
            Assert.StartsWith("placard: library import:", run.Errors, StringComparison.Ordinal);
        }
    }

    private static string Manifest(string version, string main = "dist/bundle.js") => $$"""{"name":"@signageos/front-applet","version":"{{version}}","main":"{{main}}"}""";

    private static TestFolder Package(string version)
    {
        var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("package/dist"));
        File.WriteAllText(folder.File("package/package.json"), Manifest(version));
        File.WriteAllText(folder.File("package/dist/bundle.js"), Script);
        return folder;
    }

    private static async Task PackAsync(string archive, params (string Name, string Content)[] entries)
    {
        await using var file = File.Create(archive);
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        foreach (var (name, content) in entries)
        {
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }
    }

    private static async Task LinkAsync(string archive)
    {
        await using var file = File.Create(archive);
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.SymbolicLink, "package/package.json") { LinkName = "/etc/passwd" });
    }

    private static Task<ServerProcess> RunAsync(PlacardServer server, params string[] command) =>
        ServerProcess.RunAsync(["library", .. command, "--data", server.DataDirectory, .. server.DatabaseConnection is { } connection ? new[] { "--database", connection } : []]);
}
