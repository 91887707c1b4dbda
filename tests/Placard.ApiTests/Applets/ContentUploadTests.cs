using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain.Content;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Applets;

public sealed class ContentUploadTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(new string('c', 100_000));

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_upload_works_once_in_any_order_of_fields_and_without_a_length(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var upload = await client.ReserveFileAsync(version, "a.txt", Content);

        using var first = await server.SendFileAsync(upload, Content, Reverse, chunked: true);
        using var second = await server.SendFileAsync(upload, Content);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await RefusedAsync(second, HttpStatusCode.Forbidden, "UPLOAD_NOT_PERMITTED");
        Assert.Equal(Content, await client.GetByteArrayAsync($"{version}/file/a.txt"));
        Assert.Equal(Content.Length, await server.UsageAsync());
        Assert.Equal(0, await PendingAsync(server));
    }

    [Theory]
    [InlineData("Key")]
    [InlineData("Content-Type")]
    [InlineData("Content-MD5")]
    [InlineData("Policy")]
    [InlineData("Signature")]
    public async Task Every_field_is_needed_and_none_can_be_changed(string name)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var upload = await client.ReserveFileAsync(version, "a.txt", Content);
        var other = await client.ReserveFileAsync(version, "b.html", "b"u8.ToArray(), "text/html");

        using var without = await server.SendFileAsync(upload, Content, fields => fields.Remove(name));
        using var changed = await server.SendFileAsync(upload, Content, fields => fields[name] += "x");
        using var foreign = await server.SendFileAsync(upload, Content, fields => fields[name] = other.GetProperty("fields").GetProperty(name).GetString()!);

        await RefusedAsync(without, HttpStatusCode.BadRequest, "INVALID_BODY_PROPERTIES");
        Assert.Contains(name, await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await RefusedAsync(changed, HttpStatusCode.Forbidden, "UPLOAD_NOT_PERMITTED");
        await RefusedAsync(foreign, HttpStatusCode.Forbidden, "UPLOAD_NOT_PERMITTED");
        await NothingStoredAsync(server, client, version);

        // It is as good as before.
        using var right = await server.SendFileAsync(upload, Content);
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_of_another_hash_is_refused_and_nothing_of_it_is_kept(bool chunked)
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var upload = await client.ReserveFileAsync(version, "a.txt", Content);

        using var other = await server.SendFileAsync(upload, [.. Content[1..], 1], chunked: chunked);
        using var shorter = await server.SendFileAsync(upload, Content[1..], chunked: chunked);
        using var empty = await server.SendFileAsync(upload, [], chunked: chunked);

        foreach (var answer in new[] { other, shorter, empty })
        {
            await RefusedAsync(answer, HttpStatusCode.BadRequest, "INVALID_BODY_PROPERTIES");
            Assert.Contains("Content-MD5 - ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await NothingStoredAsync(server, client, version);
    }

    [Fact]
    public async Task A_body_that_ends_early_or_is_no_form_is_refused()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var upload = await client.ReserveFileAsync(version, "a.txt", Content);
        using var form = AppletCalls.Form(upload.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!), Content);
        var whole = await form.ReadAsByteArrayAsync();
        var type = form.Headers.ContentType!;

        foreach (var (bytes, contentType) in new[]
        {
            (whole[..^30], type),
            (whole[..50_000], type),
            (whole[..300], type),
            (whole[..5], type),
            ([], type),
            (whole, MediaTypeHeaderValue.Parse("multipart/form-data; boundary=another")),
            (whole, MediaTypeHeaderValue.Parse("multipart/form-data")),
            (whole, MediaTypeHeaderValue.Parse("application/json")),
        })
        {
            using var content = new ByteArrayContent(bytes) { Headers = { ContentType = contentType } };
            using var answer = await server.Anonymous().PostAsync(upload.GetProperty("url").GetString(), content);
            await RefusedAsync(answer, HttpStatusCode.BadRequest, "INVALID_BODY_PROPERTIES");
        }

        await NothingStoredAsync(server, client, version);
    }

    [Fact]
    public async Task A_form_of_too_many_or_too_long_fields_is_refused()
    {
        await using var server = await PlacardServer.StartAsync();
        var upload = new Uri(server.ApiUrl, "/upload");

        using var many = await server.Anonymous().PostAsync(upload, AppletCalls.Form(Enumerable.Range(0, 60).Select(number => KeyValuePair.Create($"f{number}", "")), Content));
        using var twice = await server.Anonymous().PostAsync(upload, AppletCalls.Form([new("Key", "a"), new("key", "b")], Content));
        using var longer = await server.Anonymous().PostAsync(upload, AppletCalls.Form([new("Key", new string('k', 9000))], Content));
        using var got = await server.Anonymous().GetAsync(upload);

        await RefusedAsync(many, HttpStatusCode.BadRequest, "INVALID_BODY_PROPERTIES");
        await RefusedAsync(twice, HttpStatusCode.BadRequest, "INVALID_BODY_PROPERTIES");
        await RefusedAsync(longer, HttpStatusCode.BadRequest, "INVALID_BODY_PROPERTIES");
        await RefusedAsync(got, HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task The_right_to_upload_ends()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Time = time });
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var upload = await client.ReserveFileAsync(version, "a.txt", Content);

        time.Advance(TimeSpan.FromMinutes(60));
        using var answer = await server.SendFileAsync(upload, Content);

        await RefusedAsync(answer, HttpStatusCode.Forbidden, "UPLOAD_NOT_PERMITTED");
        await NothingStoredAsync(server, client, version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_too_large_is_refused(bool chunked)
    {
        await using var server = await StartAsync(DatabaseKind.Sqlite, "Content:MostFileBytes", "1000");
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var content = Content[..1001];
        var upload = await client.ReserveFileAsync(version, "a.txt", content);

        using var answer = await server.SendFileAsync(upload, content, chunked: chunked);

        await RefusedAsync(answer, HttpStatusCode.RequestEntityTooLarge, "REQUEST_TOO_LARGE");
        await NothingStoredAsync(server, client, version);
        await server.UploadFileAsync(client, version, "a.txt", new string('c', 1000));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_organization_has_so_much_content_and_not_more(DatabaseKind database)
    {
        await using var server = await StartAsync(database, "Content:MostBytesPerOrganization", "1000");
        var client = server.AsOrganization();
        var uid = await client.CreateAppletAsync();
        var version = await client.CreateVersionAsync(uid);
        await server.UploadFileAsync(client, version, "a.txt", new string('a', 600));
        var content = Content[..500];
        var upload = await client.ReserveFileAsync(version, "b.txt", content);

        using var refused = await server.SendFileAsync(upload, content);
        using var page = await client.PostAsJsonAsync($"/v1/applet/{uid}/version", new { version = "2.0.0", binary = new string('x', 500) });
        using var test = await client.PostAsJsonAsync($"{version}/test", new { identifier = "a.js", binary = new string('x', 500) });
        await RefusedAsync(refused, HttpStatusCode.RequestEntityTooLarge, "CONTENT_QUOTA_EXCEEDED");
        await RefusedAsync(page, HttpStatusCode.RequestEntityTooLarge, "CONTENT_QUOTA_EXCEEDED");
        await RefusedAsync(test, HttpStatusCode.RequestEntityTooLarge, "CONTENT_QUOTA_EXCEEDED");
        Assert.Equal(600, await server.UsageAsync());

        // What replaces something needs room for the difference only, and what is deleted makes room.
        await server.UploadFileAsync(client, version, "a.txt", new string('a', 900));
        await server.UploadFileAsync(client, version, "a.txt", new string('a', 1000));
        using var full = await client.PostAsJsonAsync($"{version}/file", new { path = "c.txt", hash = AppletCalls.Md5([]) });
        await RefusedAsync(full, HttpStatusCode.RequestEntityTooLarge, "CONTENT_QUOTA_EXCEEDED");
        using var deleted = await client.DeleteAsync($"{version}/file/a.txt");
        using var accepted = await server.SendFileAsync(upload, content);
        Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
        Assert.Equal(500, await server.UsageAsync());

        // Another organization has a quota of its own.
        var other = server.AsOrganization(await server.CreateOrganizationAsync());
        await server.UploadFileAsync(other, await other.CreateVersionAsync(await other.CreateAppletAsync()), "a.txt", new string('a', 900));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Uploads_at_once_never_exceed_the_quota_together(DatabaseKind database)
    {
        await using var server = await StartAsync(database, "Content:MostBytesPerOrganization", "1000");
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var uploads = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => client.ReserveFileAsync(version, $"{number}.txt", Content[..300])));

        var answers = await Task.WhenAll(uploads.Select(upload => server.SendFileAsync(upload, Content[..300])));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal(900, await server.UsageAsync());
        Assert.Equal(3, (await client.WalkAsync($"{version}/file")).Count);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_uploads_of_one_name_at_once_one_stands_whole(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var contents = Enumerable.Range(1, 6).Select(number => Encoding.UTF8.GetBytes(new string((char)('a' + number), number * 10_000))).ToArray();
        var uploads = await Task.WhenAll(contents.Select((content, number) => client.ReserveFileAsync(version, "index.html", content, $"text/x-{number}")));

        var answers = await Task.WhenAll(uploads.Select((upload, number) => server.SendFileAsync(upload, contents[number])));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        var file = (await client.WalkAsync($"{version}/file")).Single();
        var stands = Array.FindIndex(contents, content => AppletCalls.Md5(content) == file.GetProperty("hash").GetString());
        Assert.Equal($"text/x-{stands}", file.GetProperty("type").GetString());
        Assert.Equal(contents[stands], await client.GetByteArrayAsync($"{version}/file/index.html"));
        Assert.Equal(contents[stands].Length, await server.UsageAsync());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_right_that_is_used_twice_at_once_counts_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var version = await client.CreateVersionAsync(await client.CreateAppletAsync());
        var upload = await client.ReserveFileAsync(version, "a.txt", Content);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.SendFileAsync(upload, Content)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.Forbidden));
        Assert.Equal(Content.Length, await server.UsageAsync());
    }

    private static Task<PlacardServer> StartAsync(DatabaseKind database, string setting, string value) => PlacardServer.StartAsync(new PlacardServerSetup
    {
        Database = database,
        Settings = new Dictionary<string, string?> { [setting] = value },
    });

    private static void Reverse(Dictionary<string, string> fields)
    {
        var reversed = fields.Reverse().ToArray();
        fields.Clear();
        foreach (var (name, value) in reversed)
        {
            fields.Add(name, value);
        }
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string errorName)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["status", "message", "errorCode", "errorName", "errorDetail"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(errorName, json.RootElement.GetProperty("errorName").GetString());
    }

    private static async Task NothingStoredAsync(PlacardServer server, HttpClient client, string version)
    {
        Assert.Equal("[]", await client.GetStringAsync($"{version}/file"));
        Assert.Equal(0, await server.UsageAsync());

        // A store that was refused in its middle removes its part a moment after the answer.
        var blobs = Path.Combine(server.DataDirectory, "blobs");
        await Eventually.IsTrueAsync(
            "the folder of blobs is empty",
            () => Task.FromResult(!Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories).Any(file => Path.GetDirectoryName(file) != blobs)));
    }

    private static Task<int> PendingAsync(PlacardServer server) => server.ReadAsync(db => db.AcrossOrganizations<ContentUpload>().CountAsync());
}
