using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Placard.Api.Features.Applets.Building;
using Placard.Api.Http;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.Messaging;
using Placard.Storage;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed class AppletBuildTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Files_become_a_package_whose_manifest_names_the_entry_file(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var applet = await server.CreateAppletAsync(entryFile: "pages/start.html");
        await server.PutAppletFileAsync(applet, "pages/start.html", "<p>start</p>");
        await server.PutAppletFileAsync(applet, "package.json", """{"name":"menu","main":"other.js"}""");

        await BuildAsync(server, applet);

        var version = await server.AppletVersionAsync(applet);
        var build = Assert.Single(await server.AppletBuildsAsync(applet));
        Assert.Equal((build.Postfix, build.BuiltAt, build.BuiltAt), (version.BuildPostfix, version.BuiltSince, version.UpdatedAt));
        Assert.Matches("^[0-9a-f]{32}$", build.Postfix);
        Assert.True(build.IsPackage);
        var package = await server.OfContent().GetByteArrayAsync($"/applet/{applet}/1.0.0-{build.Postfix}/.package.zip");
        Assert.Equal(build.Size, package.Length);
        await using var zip = new ZipArchive(new MemoryStream(package));
        Assert.Equal("<p>start</p>", await TextAsync(zip, "pages/start.html"));
        using var manifest = JsonDocument.Parse(await TextAsync(zip, "package.json"));
        Assert.Equal(("menu", "pages/start.html"), (manifest.RootElement.GetProperty("name").GetString(), manifest.RootElement.GetProperty("main").GetString()));
        Assert.Equal(build.Size, await UsageAsync(server));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Equal_content_is_the_same_build_and_an_older_one_comes_back_into_use(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var applet = await server.CreateAppletAsync();
        await server.PutAppletFileAsync(applet, "index.html", "one");
        await BuildAsync(server, applet);
        await BuildAsync(server, applet);
        var first = Assert.Single(await server.AppletBuildsAsync(applet));

        await server.PutAppletFileAsync(applet, "index.html", "two");
        await BuildAsync(server, applet);
        var builds = await server.AppletBuildsAsync(applet);
        var second = builds.Single(build => build.Postfix != first.Postfix);
        Assert.Equal(2, builds.Count);
        Assert.NotNull(builds.Single(build => build.Postfix == first.Postfix).ReplacedAt);
        Assert.Null(second.ReplacedAt);
        Assert.Equal(second.Postfix, (await server.AppletVersionAsync(applet)).BuildPostfix);

        // A device in the middle of the older one gets all of it.
        foreach (var build in builds)
        {
            Assert.Equal(build.Size, (await server.OfContent().GetByteArrayAsync($"/applet/{applet}/1.0.0-{build.Postfix}/.package.zip")).Length);
        }

        await server.PutAppletFileAsync(applet, "index.html", "one");
        await BuildAsync(server, applet);
        builds = await server.AppletBuildsAsync(applet);
        Assert.Equal(first.Postfix, (await server.AppletVersionAsync(applet)).BuildPostfix);
        Assert.Null(builds.Single(build => build.Postfix == first.Postfix).ReplacedAt);
        Assert.NotNull(builds.Single(build => build.Postfix == second.Postfix).ReplacedAt);
        Assert.Equal(builds.Sum(build => build.Size), await UsageAsync(server));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_page_with_a_library_version_gets_the_loader_and_one_without_stays_as_it_is(DatabaseKind database)
    {
        const string Page = "<!doctype html><html><head><title>žluť</title></head></html>";
        await using var server = await PlacardServer.StartAsync(database);
        await server.HostLibraryAsync("8.2.4");
        var (with, without) = (await server.CreateAppletAsync(binary: Page, frontAppletVersion: "8.2.4"), await server.CreateAppletAsync(binary: Page));

        await BuildAsync(server, with);
        await BuildAsync(server, without);

        var loaded = Assert.Single(await server.AppletBuildsAsync(with));
        Assert.Equal(("8.2.4", false), (loaded.FrontAppletVersion, loaded.IsPackage));
        var answer = await server.OfContent().GetAsync($"/applet/{with}/1.0.0-{loaded.Postfix}/index.html");
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var loader = Encoding.UTF8.GetString(PageLoader.Bytes.Span);
        Assert.Equal(Page.Replace("<title>", loader + "<title>", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync());
        var plain = Assert.Single(await server.AppletBuildsAsync(without));
        Assert.Null(plain.FrontAppletVersion);
        Assert.Equal(Page, await server.OfContent().GetStringAsync($"/applet/{without}/1.0.0-{plain.Postfix}/index.html"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_makes_no_applet_is_refused_by_name_and_leaves_the_last_build(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Settings = new Dictionary<string, string?> { ["AppletBuilds:MostBytes"] = "1000" } });
        var applet = await server.CreateAppletAsync();
        await AssertRefusedAsync(400, "entryFile - \"index.html\" is not among the files");
        await server.PutAppletFileAsync(applet, "index.html", "<p>");
        await BuildAsync(server, applet);
        var built = (await server.AppletVersionAsync(applet)).BuildPostfix;

        await server.PutAppletFileAsync(applet, "package.json", "{");
        await AssertRefusedAsync(400, "package.json - is not a JSON object");
        await server.PutAppletFileAsync(applet, "package.json", "{}");
        await server.PutAppletFileAsync(applet, "index.html/a.js", "a");
        await AssertRefusedAsync(400, "path - \"index.html\" is both a file and a folder");
        await server.ChangeVersionAsync(applet, version => version.EntryFile = null);
        await AssertRefusedAsync(400, "entryFile - is required");
        await server.ChangeVersionAsync(applet, version => version.EntryFile = "start.html");
        await AssertRefusedAsync(400, "entryFile - \"start.html\" is not among the files");
        await server.PutAppletFileAsync(applet, "start.html", new string('a', 1000));
        await AssertRefusedAsync(400, "bytes together");

        Assert.Equal(built, (await server.AppletVersionAsync(applet)).BuildPostfix);
        var page = await server.CreateAppletAsync(binary: "<p>", frontAppletVersion: "9.9.9");
        var refused = await Assert.ThrowsAsync<ApiException>(() => BuildAsync(server, page));
        Assert.Equal(400, refused.Error.Status);
        Assert.Contains("frontAppletVersion - version 9.9.9", refused.Error.Message, StringComparison.Ordinal);
        Assert.Contains("library import PATH", refused.Error.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => BuildAsync(server, Uids.Random(50)))).Error.Status);

        async Task AssertRefusedAsync(int status, string reason)
        {
            var error = (await Assert.ThrowsAsync<ApiException>(() => BuildAsync(server, applet))).Error;
            Assert.Equal(status, error.Status);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_published_or_deprecated_version_is_never_built_again(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var applet = await server.CreateAppletAsync();
        await server.PutAppletFileAsync(applet, "index.html", "one");
        await BuildAsync(server, applet);
        var built = (await server.AppletVersionAsync(applet)).BuildPostfix;
        await server.PutAppletFileAsync(applet, "index.html", "two");

        await server.ChangeVersionAsync(applet, version => version.PublishedSince = version.CreatedAt);
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiException>(() => BuildAsync(server, applet))).Error.Status);
        await server.ChangeVersionAsync(applet, version => (version.PublishedSince, version.DeprecatedSince) = (null, version.CreatedAt));
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiException>(() => BuildAsync(server, applet))).Error.Status);

        Assert.Equal(built, (await server.AppletVersionAsync(applet)).BuildPostfix);
        Assert.Single(await server.AppletBuildsAsync(applet));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Files_that_change_during_a_build_make_it_begin_anew(DatabaseKind database)
    {
        var gate = new ChangingStore();
        await using var server = await StartAsync(database, gate);
        var applet = await server.CreateAppletAsync();
        await server.PutAppletFileAsync(applet, "index.html", "one");
        var changes = 0;
        gate.BeforePackageIsStored = async () =>
        {
            if (changes++ == 0)
            {
                await server.PutAppletFileAsync(applet, "index.html", "two");
            }
        };

        await BuildAsync(server, applet);

        Assert.Equal("two", await EntryAsync(server, applet));
        Assert.Single(await server.AppletBuildsAsync(applet));
        gate.BeforePackageIsStored = () => server.PutAppletFileAsync(applet, "index.html", $"change {changes++}");
        await server.PutAppletFileAsync(applet, "index.html", "three");
        var endless = await Assert.ThrowsAsync<ApiException>(() => BuildAsync(server, applet));
        Assert.Equal(409, endless.Error.Status);
        Assert.Equal("two", await EntryAsync(server, applet));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_slow_build_of_older_files_does_not_replace_one_of_newer_files(DatabaseKind database)
    {
        var gate = new ChangingStore();
        await using var server = await StartAsync(database, gate);
        var applet = await server.CreateAppletAsync();
        await server.PutAppletFileAsync(applet, "index.html", "older");
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        gate.BeforePackageIsStored = () =>
        {
            gate.BeforePackageIsStored = null;
            reached.SetResult();
            return goOn.Task;
        };

        var slow = BuildAsync(server, applet);
        await reached.Task;
        await server.PutAppletFileAsync(applet, "index.html", "newer");
        await BuildAsync(server, applet);
        goOn.SetResult();
        await slow;

        Assert.Equal("newer", await EntryAsync(server, applet));
        Assert.Single(await server.AppletBuildsAsync(applet));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Builds_at_once_end_with_one_build_of_the_content(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Settings = new Dictionary<string, string?> { ["AppletBuilds:Concurrency"] = "8" } });
        var applet = await server.CreateAppletAsync();
        await server.PutAppletFileAsync(applet, "index.html", "content");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => BuildAsync(server, applet)));

        var build = Assert.Single(await server.AppletBuildsAsync(applet));
        Assert.Null(build.ReplacedAt);
        Assert.Equal(build.Postfix, (await server.AppletVersionAsync(applet)).BuildPostfix);
        Assert.Equal(build.Size, await UsageAsync(server));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Devices_that_show_the_version_are_told_of_a_new_build_only(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (applet, other) = (await server.CreateAppletAsync(), await server.CreateAppletAsync());
        await server.PutAppletFileAsync(applet, "index.html", "one");
        Device[] devices = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => server.CreateDeviceAsync(server.Credentials.OrganizationUid)))];
        await server.AddTimingAsync(devices[0].Uid, applet);
        await server.AddTimingAsync(devices[0].Uid, applet);
        await server.AddTimingAsync(devices[1].Uid, applet, enabled: false);
        await server.AddTimingAsync(devices[2].Uid, other);
        var told = new List<string>();
        using var subscription = server.Services.GetRequiredService<IDeviceSignals>().Subscribe(signal =>
        {
            if (signal.Kind == DeviceSignalKind.State)
            {
                told.AddRange(signal.DeviceUids);
            }
        });

        await BuildAsync(server, applet);
        Assert.Equal([devices[0].Uid], told);
        await BuildAsync(server, applet);
        Assert.Equal([devices[0].Uid], told);
    }

    private static Task<PlacardServer> StartAsync(DatabaseKind database, ChangingStore gate) => PlacardServer.StartAsync(new PlacardServerSetup
    {
        Database = database,
        Services = services => services.Replace(ServiceDescriptor.Singleton<IBlobStore>(provider =>
        {
            gate.Inner = provider.GetRequiredService<LocalFolderBlobStore>();
            return gate;
        })),
    });

    private static Task BuildAsync(PlacardServer server, string applet) =>
        server.Services.GetRequiredService<AppletBuilder>().BuildAsync(applet, "1.0.0", CancellationToken.None);

    private static async Task<string> EntryAsync(PlacardServer server, string applet)
    {
        var postfix = (await server.AppletVersionAsync(applet)).BuildPostfix;
        await using var zip = new ZipArchive(await server.OfContent().GetStreamAsync($"/applet/{applet}/1.0.0-{postfix}/.package.zip"));
        return await TextAsync(zip, "index.html");
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    private static Task<long> UsageAsync(PlacardServer server) => server.ReadAsync(db => db.AcrossOrganizations<ContentUsage>().Select(usage => usage.Bytes).SingleAsync());

    /// <summary>Lets a test act between the making of a package and its recording.</summary>
    private sealed class ChangingStore : IBlobStore
    {
        public IBlobStore Inner { get; set; } = null!;

        public Func<Task>? BeforePackageIsStored { get; set; }

        public async Task<StoredBlob> PutAsync(Stream content, long maxBytes, CancellationToken cancellation)
        {
            if (content is FileStream && BeforePackageIsStored is { } act)
            {
                await act();
            }

            return await Inner.PutAsync(content, maxBytes, cancellation);
        }

        public Task<Stream?> OpenAsync(string hash, CancellationToken cancellation) => Inner.OpenAsync(hash, cancellation);

        public Stream OpenDraft() => Inner.OpenDraft();

        public Task DeleteAsync(string hash, CancellationToken cancellation) => Inner.DeleteAsync(hash, cancellation);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellation) => Inner.ListAsync(prefix, cancellation);

        public Task DeleteOlderAsync(string hash, DateTimeOffset storedBefore, CancellationToken cancellation) => Inner.DeleteOlderAsync(hash, storedBefore, cancellation);
    }
}
