using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Organizations;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Assets;

public sealed class LocationTests
{
    private const string Path = "/v1/location";

    // One grey pixel.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_location_is_made_by_coordinates_or_address_changed_and_deleted(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await MakeAsync(client, new { name = "Flagship", coordinates = new { lat = 37.78119, @long = -122.40492 }, customId = "store-17", description = "North side" });

        var place = await ReadAsync(client, uid);
        Assert.Equal([-122.40492, 37.78119], place.GetProperty("feature").GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal("store-17", place.GetProperty("customId").GetString());
        Assert.Equal(0, place.GetProperty("attachments").GetArrayLength());
        Assert.Equal(0, place.GetProperty("tagUids").GetArrayLength());

        using var changed = await client.PutAsJsonAsync($"{Path}/{uid}", new { name = "Store" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        place = await ReadAsync(client, uid);
        Assert.Equal("Store", place.GetProperty("name").GetString());
        Assert.Equal(37.78119, place.GetProperty("feature").GetProperty("geometry").GetProperty("coordinates")[1].GetDouble());

        var addressed = await ReadAsync(client, await MakeAsync(client, new { name = "Other", address = "Howard Street" }));
        Assert.Equal("Howard Street", addressed.GetProperty("feature").GetProperty("properties").GetProperty("address").GetString());
        Assert.False(addressed.TryGetProperty("customId", out _));

        using var deleted = await client.DeleteAsync($"{Path}/{uid}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        using var gone = await client.GetAsync($"{Path}/{uid}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Single(await client.WalkAsync(Path));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_location_can_not_be_is_refused_by_its_field(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();

        foreach (var (body, field) in new (object Body, string Field)[]
        {
            (new { address = "x" }, "name"),
            (new { name = "x" }, "coordinates"),
            (new { name = "x", address = "x", coordinates = new { lat = 1, @long = 2 } }, "coordinates"),
            (new { name = "x", coordinates = new { lat = 91, @long = 2 } }, "lat"),
            (new { name = "x", coordinates = new { lat = 1, @long = -181 } }, "long"),
            (new { name = new string('x', 256), address = "x" }, "name"),
            (new { name = "x", address = "x", customId = new string('x', 256) }, "customId"),
        })
        {
            using var answer = await client.PostAsJsonAsync(Path, body);
            Assert.Equal((field, HttpStatusCode.BadRequest), (field, answer.StatusCode));
            Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(await client.WalkAsync(Path));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_custom_id_is_one_location_s_also_for_many_writers(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, other) = (server.AsOrganization(), server.AsOrganization(await server.CreateOrganizationAsync()));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 64).Select(async number =>
        {
            using var answer = await client.PostAsJsonAsync(Path, new { name = $"n{number}", address = "x", customId = "store-17" });
            return answer.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.Created);
        Assert.Equal(63, statuses.Count(status => status == HttpStatusCode.Conflict));
        Assert.Single(await client.WalkAsync(Path));
        await MakeAsync(other, new { name = "theirs", address = "x", customId = "store-17" });
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Pictures_are_added_shown_from_the_content_origin_and_removed(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await MakeAsync(client, new { name = "x", address = "x" });

        Assert.Equal(HttpStatusCode.OK, await AttachAsync(client, uid, Png, "image/png"));
        Assert.Equal(HttpStatusCode.OK, await AttachAsync(client, uid, Gif, "image/gif"));
        var addresses = await AttachmentsAsync(client, uid);
        Assert.Equal(2, addresses.Length);
        using (var shown = await server.OfContent().GetAsync(addresses[0]))
        {
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
            Assert.Equal("image/png", shown.Content.Headers.ContentType!.MediaType);
            Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(Png, await shown.Content.ReadAsByteArrayAsync());
        }

        using var unknown = await client.PutAsJsonAsync($"{Path}/{uid}/remove-attachments", new { attachments = new[] { addresses[0], "https://elsewhere.example.org/x" } });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal(2, (await AttachmentsAsync(client, uid)).Length);
        using var removed = await client.PutAsJsonAsync($"{Path}/{uid}/remove-attachments", new { attachmentsToRemove = new[] { addresses[0] } });
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal([addresses[1]], await AttachmentsAsync(client, uid));
        using var gone = await server.OfContent().GetAsync(addresses[0]);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_no_picture_of_its_type_is_refused(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await MakeAsync(client, new { name = "x", address = "x" });
        var html = Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>");

        foreach (var (bytes, type) in new[] { (html, "image/png"), (Png, "image/gif"), (Png, "text/html"), (Png[..^5], "image/png"), ([.. Png, .. html], "image/png"), ([], "image/png"), ((byte[])[0xFF, 0xD8, .. html], "image/jpeg") })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await AttachAsync(client, uid, bytes, type));
        }

        Assert.Empty(await AttachmentsAsync(client, uid));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Many_at_once_add_no_more_pictures_than_a_location_may_have(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await MakeAsync(client, new { name = "x", address = "x" });

        var statuses = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => AttachAsync(client, uid, Png, "image/png")));

        Assert.Equal(20, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(44, statuses.Count(status => status == HttpStatusCode.Conflict));
        Assert.Equal(20, (await AttachmentsAsync(client, uid)).Length);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_deleted_location_leaves_nothing_behind_also_while_devices_come_to_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uid = await MakeAsync(client, new { name = "x", address = "x" });
        var tag = await server.CreateTagAsync(server.Credentials.OrganizationUid);
        using var tagged = await client.PutAsJsonAsync($"{Path}/{uid}/organization-tag/{tag.Uid}", new { });
        Assert.Equal([tag.Uid], (await ReadAsync(client, uid)).GetProperty("tagUids").EnumerateArray().Select(item => item.GetString()!));
        Assert.Equal(HttpStatusCode.OK, await AttachAsync(client, uid, Png, "image/png"));
        var devices = new List<string>();
        for (var number = 0; number < 32; number++)
        {
            devices.Add((await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid);
        }

        await Task.WhenAll(devices.Take(16).Select(device => client.PutAsJsonAsync($"/v1/device/{device}/location/{uid}", new { })));
        var deletion = client.DeleteAsync($"{Path}/{uid}");
        await Task.WhenAll(devices.Skip(16).Select(device => client.PutAsJsonAsync($"/v1/device/{device}/location/{uid}", new { })));
        using var deleted = await deletion;

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<Domain.Devices.Device>().CountAsync(device => device.LocationUid != null)));
        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<LocationTag>().CountAsync()));
        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<LocationAttachment>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Where_it_is_strict_an_address_that_nobody_finds_is_refused(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Database = database,
            Settings = new Dictionary<string, string?> { ["Geocoding:Strict"] = "true" },
        });

        using var answer = await server.AsOrganization().PostAsJsonAsync(Path, new { name = "x", address = "Nowhere 1" });

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Contains("LOCATION_CREATE_NOT_FOUND_FEATURE_NOT_FOUND", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await server.AsOrganization().WalkAsync(Path));
    }

    private static async Task<string> MakeAsync(HttpClient client, object body)
    {
        using var made = await client.PostAsJsonAsync(Path, body);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return made.Headers.Location!.Segments[^1];
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string uid)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync($"{Path}/{uid}"));
        return json.RootElement.Clone();
    }

    private static async Task<string[]> AttachmentsAsync(HttpClient client, string uid) =>
        [.. (await ReadAsync(client, uid)).GetProperty("attachments").EnumerateArray().Select(item => item.GetString()!)];

    private static async Task<HttpStatusCode> AttachAsync(HttpClient client, string uid, byte[] bytes, string type)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await client.PutAsync($"{Path}/{uid}/add-attachment", content);
        return answer.StatusCode;
    }
}
