using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Placard.Domain;
using Placard.Domain.Content;
using Placard.Storage;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

/// <summary>How devices get packages, pages and the library.</summary>
public sealed class AppletContentTests
{
    private const string Postfix = "0123456789abcdef0123456789abcdef";
    private static readonly byte[] Package = RandomNumberGenerator.GetBytes(300_000);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_package_comes_whole_with_its_length_and_may_be_kept_for_ever(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var address = await BuildAsync(server, "1.0.0-beta-2+7");

        var answer = await server.OfContent().GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Package, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(Package.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(Package))}\"", answer.Headers.ETag?.ToString());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("bytes", answer.Headers.AcceptRanges.ToString());
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.StartsWith("sandbox", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("bytes=0-6", 0, 7)]
    [InlineData("bytes=100000-", 100_000, 200_000)]
    [InlineData("bytes=-10", 299_990, 10)]
    [InlineData("bytes=-400000", 0, 300_000)]
    [InlineData("bytes=299999-500000", 299_999, 1)]
    public async Task A_part_comes_for_who_lost_the_rest(string range, int from, int count)
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await BuildAsync(server);

        var answer = await SendAsync(server, HttpMethod.Get, address, request => request.Headers.Range = RangeHeaderValue.Parse(range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(Package[from..(from + count)], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes {from}-{from + count - 1}/{Package.Length}", answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Conditions_are_kept()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await BuildAsync(server);
        var tag = (await SendAsync(server, HttpMethod.Head, address)).Headers.ETag!;
        var other = new EntityTagHeaderValue("\"other\"");
        var part = new RangeHeaderValue(0, 0);

        var head = await SendAsync(server, HttpMethod.Head, address);
        Assert.Equal((HttpStatusCode.OK, Package.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        await AssertAsync(HttpStatusCode.NotModified, request => request.Headers.IfNoneMatch.Add(tag));
        await AssertAsync(HttpStatusCode.NotModified, request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));
        await AssertAsync(HttpStatusCode.OK, request => request.Headers.IfNoneMatch.Add(other));
        await AssertAsync(HttpStatusCode.OK, request => request.Headers.IfMatch.Add(tag));
        await AssertAsync(HttpStatusCode.PreconditionFailed, request => request.Headers.IfMatch.Add(other));
        await AssertAsync(HttpStatusCode.PartialContent, request => (request.Headers.Range, request.Headers.IfRange) = (part, new(tag)));
        await AssertAsync(HttpStatusCode.OK, request => (request.Headers.Range, request.Headers.IfRange) = (part, new(other)));
        await AssertAsync(HttpStatusCode.OK, request => (request.Headers.Range, request.Headers.IfRange) = (part, new(DateTimeOffset.UnixEpoch)));
        await AssertAsync(HttpStatusCode.RequestedRangeNotSatisfiable, request => request.Headers.Range = new(Package.Length, null));
        await AssertAsync(HttpStatusCode.RequestedRangeNotSatisfiable, request => request.Headers.Range = new(null, 0));
        await AssertAsync(HttpStatusCode.OK, request => request.Headers.TryAddWithoutValidation("Range", "bytes=0-0,5-6"));
        await AssertAsync(HttpStatusCode.OK, request => request.Headers.TryAddWithoutValidation("Range", "lines=0-1"));
        await AssertAsync(HttpStatusCode.OK, request => request.Headers.TryAddWithoutValidation("Range", "nonsense"));

        async Task AssertAsync(HttpStatusCode status, Action<HttpRequestMessage> change)
        {
            var answer = await SendAsync(server, HttpMethod.Get, address, change);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(
                status switch { HttpStatusCode.OK => Package.Length, HttpStatusCode.PartialContent => 1, _ => 0 },
                (await answer.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Fact]
    public async Task Only_the_whole_address_of_a_build_finds_it_and_only_on_the_content_origin()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await BuildAsync(server, "1.0.0-beta");
        var uid = address.Split('/')[2];

        Assert.Equal(HttpStatusCode.OK, (await server.OfContent().GetAsync(address)).StatusCode);
        foreach (var path in new[]
        {
            $"/applet/{uid}/1.0.0-beta/.package.zip", $"/applet/{uid}/1.0.0-{Postfix}/.package.zip", $"/applet/{uid}/-{Postfix}/.package.zip", $"/applet/{uid}/{Postfix}/.package.zip",
            $"/applet/{uid}/1.0.0-beta-{Postfix.ToUpperInvariant()}/.package.zip", $"/applet/{uid}/1.0.0-beta-{Postfix[..^1]}0/.package.zip", $"/applet/{uid}/1.0.0-beta{Postfix}/.package.zip",
            $"/applet/{uid}/1.0.0-beta-{Postfix}/index.html", $"/applet/{uid}/1.0.0-beta-{Postfix}/package.json", $"/applet/{uid}/1.0.0-beta-{Postfix}/", $"/applet/{uid}/1.0.0-beta-{Postfix}",
            $"/applet/{Uids.Random(50)}/1.0.0-beta-{Postfix}/.package.zip", $"/applet/{uid}", "/applet", "/lib/front-applet/8.2.4/bundle.js", "/lib/front-applet/8.2.4/",
        })
        {
            var answer = await server.OfContent().GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path} answered {answer.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.NotFound, (await server.Anonymous().GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Who_goes_away_in_the_middle_is_no_failure()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await BuildAsync(server, package: new byte[20_000_000]);
        for (var number = 0; number < 5; number++)
        {
            using var answer = await server.OfContent().GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await answer.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[1000]);
        }

        Assert.Equal(20_000_000, (await server.OfContent().GetByteArrayAsync(address)).Length);
        Assert.DoesNotContain(server.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Nobody_waits_for_those_who_take_nothing_of_what_they_asked_for()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await BuildAsync(server, package: new byte[20_000_000]);
        var silent = new List<HttpResponseMessage>();
        for (var number = 0; number < 200; number++)
        {
            silent.Add(await server.OfContent().GetAsync(address, HttpCompletionOption.ResponseHeadersRead));
        }

        var whole = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.OfContent().GetByteArrayAsync(address)));

        Assert.All(whole, bytes => Assert.Equal(20_000_000, bytes.Length));
        silent.ForEach(answer => answer.Dispose());
        Assert.Equal(20_000_000, (await server.OfContent().GetByteArrayAsync(address)).Length);
    }

    private static async Task<string> BuildAsync(PlacardServer server, string version = "1.0.0", byte[]? package = null)
    {
        var blob = await server.Services.GetRequiredService<IBlobStore>().PutAsync(new MemoryStream(package ?? Package), 1 << 30, CancellationToken.None);
        var uid = Uids.Random(50);
        await server.WriteAsync(db => db.Add(new AppletBuild
        {
            AppletUid = uid,
            Version = version,
            Postfix = Postfix,
            OrganizationUid = server.Credentials.OrganizationUid,
            IsPackage = true,
            BlobHash = blob.Hash,
            Size = blob.Size,
            BuiltAt = server.Services.GetRequiredService<TimeProvider>().Now(),
        }));
        return $"/applet/{uid}/{version}-{Postfix}/.package.zip";
    }

    private static async Task<HttpResponseMessage> SendAsync(PlacardServer server, HttpMethod method, string address, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, address);
        change?.Invoke(request);
        return await server.OfContent().SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
