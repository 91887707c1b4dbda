using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain;
using Placard.Domain.Devices;
using Placard.Storage;
using Placard.TestKit;
using Xunit;

namespace Placard.ServerTests;

public sealed class ContentTests
{
    private const string UnknownResource =
        """{"status":404,"message":"Resource not found - Resource was not found","errorCode":404311,"errorName":"RESOURCE_NOT_FOUND","errorDetail":"Specified resource doesn't exist"}""";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4];
    private static readonly byte[] Page = "<script>alert(1)</script>"u8.ToArray();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Serves_a_screenshot_to_who_holds_its_address(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var address = await ScreenshotAsync(server, Png);

        var answer = await server.OfContent().GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Png, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.StartsWith("sandbox", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Serves_ranges_and_knows_what_the_client_has()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await ScreenshotAsync(server, Png);
        var client = server.OfContent();

        using var part = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(8, 9) } };
        var partial = await client.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, partial.StatusCode);
        Assert.Equal([1, 2], await partial.Content.ReadAsByteArrayAsync());

        using var known = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { partial.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode);

        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        Assert.Equal(Png.Length, (await client.SendAsync(head)).Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Does_not_believe_what_an_upload_calls_itself()
    {
        await using var server = await PlacardServer.StartAsync();

        var answer = await server.OfContent().GetAsync(await ScreenshotAsync(server, Page));

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.ToString());
    }

    [Fact]
    public async Task Answers_unknown_and_expired_and_forged_addresses_alike()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Time = time });
        var address = await ScreenshotAsync(server, Png);
        var urls = server.Services.GetRequiredService<SignedUrls>();
        var client = server.OfContent();

        await AssertUnknownAsync(client, urls.Sign("/screenshot/" + Uids.Random(50), TimeSpan.FromHours(8)));
        await AssertUnknownAsync(client, address[..^1] + (address[^1] == '0' ? '1' : '0'));
        await AssertUnknownAsync(client, address.Split('?')[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);
        time.Advance(TimeSpan.FromHours(9) + TimeSpan.FromSeconds(1));
        await AssertUnknownAsync(client, address);
    }

    [Fact]
    public async Task Keeps_the_two_origins_apart()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await ScreenshotAsync(server, Png);

        Assert.Equal(HttpStatusCode.NotFound, (await server.Anonymous().GetAsync(address)).StatusCode);
        foreach (var path in new[] { "/", "/health/ready", "/metrics", "/docs", "/openapi/v1.json", "/ping", "/v1/device" })
        {
            await AssertUnknownAsync(server.OfContent(), path);
        }
    }

    [Fact]
    public async Task Signs_alike_after_a_restart()
    {
        await using var server = await PlacardServer.StartAsync();
        var address = await ScreenshotAsync(server, Png);

        await server.RestartAsync();

        Assert.Equal(HttpStatusCode.OK, (await server.OfContent().GetAsync(address)).StatusCode);
    }

    private static async Task<string> ScreenshotAsync(PlacardServer server, byte[] bytes)
    {
        var blob = await server.Services.GetRequiredService<IBlobStore>().PutAsync(new MemoryStream(bytes), 1000, CancellationToken.None);
        var uid = server.Services.GetRequiredService<Uids>().Ordered();
        await server.WriteAsync(db => db.Add(new Screenshot
        {
            Uid = uid,
            DeviceUid = Uids.Random(53),
            OrganizationUid = server.Credentials.OrganizationUid,
            TakenAt = server.Services.GetRequiredService<TimeProvider>().Now(),
            BlobHash = blob.Hash,
            ContentType = "image/png",
        }));
        return server.Services.GetRequiredService<SignedUrls>().Sign($"/screenshot/{uid}", TimeSpan.FromHours(8));
    }

    private static async Task AssertUnknownAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(UnknownResource, await answer.Content.ReadAsStringAsync());
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
