using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Organizations;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Assets;

public sealed class TagTests
{
    private const string Path = "/v1/organization-tag";

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_tag_is_made_read_changed_and_deleted(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var parent = await MakeAsync(client, new { name = "building" });
        var uid = await MakeAsync(client, new { name = "window", color = "#202124", parentTagUid = parent });

        var tag = await ReadAsync(client, uid);
        Assert.Equal(("window", "#202124", parent), (Text(tag, "name"), Text(tag, "color"), Text(tag, "parentTagUid")));
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(client, parent)).GetProperty("color").ValueKind);

        using var renamed = await client.PutAsJsonAsync($"{Path}/{uid}", new { name = "door" });
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
        tag = await ReadAsync(client, uid);
        Assert.Equal(("door", "#202124", parent), (Text(tag, "name"), Text(tag, "color"), Text(tag, "parentTagUid")));
        using var cleared = await client.PutAsJsonAsync($"{Path}/{uid}", new { name = "door", color = (string?)null, parentTagUid = (string?)null });
        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        tag = await ReadAsync(client, uid);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (tag.GetProperty("color").ValueKind, tag.GetProperty("parentTagUid").ValueKind));

        using var deleted = await client.DeleteAsync($"{Path}/{uid}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        using var gone = await client.GetAsync($"{Path}/{uid}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains("404311", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Tags_are_listed_in_pages_and_from_an_inclusive_time_to_an_exclusive_one(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var uids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            uids.Add(await MakeAsync(client, new { name = $"t{number}" }));
        }

        var times = (await client.WalkAsync($"{Path}?limit=2&descending=false")).Select(tag => Text(tag, "createdAt")).ToArray();
        Assert.Equal(uids, (await client.WalkAsync($"{Path}?limit=2&descending=false")).Select(tag => Text(tag, "uid")));
        Assert.Equal(Enumerable.Reverse(uids), (await client.WalkAsync($"{Path}?limit=2")).Select(tag => Text(tag, "uid")));
        var since = (await client.WalkAsync($"{Path}?since={times[2]}")).Select(tag => Text(tag, "createdAt")).ToArray();
        Assert.Equal(times.Count(time => string.CompareOrdinal(time, times[2]) >= 0), since.Length);
        var until = await client.WalkAsync($"{Path}?until={times[2]}");
        Assert.Equal(times.Count(time => string.CompareOrdinal(time, times[2]) < 0), until.Count);
        using var many = await client.GetAsync($"{Path}?limit=501");
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_a_tag_can_not_be_is_refused_by_its_field(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var foreign = await server.CreateTagAsync((await server.CreateForeignOrganizationAsync()).Uid);

        foreach (var (body, field) in new (object Body, string Field)[]
        {
            (new { color = "#fff" }, "name"),
            (new { name = "" }, "name"),
            (new { name = new string('x', 256) }, "name"),
            (new { name = "x", color = "red" }, "color"),
            (new { name = "x", color = "#12345" }, "color"),
            (new { name = "x", parentTagUid = foreign.Uid }, "parentTagUid"),
            (new { name = "x", parentTagUid = new string('0', 50) }, "parentTagUid"),
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
    public async Task No_crowd_of_writers_makes_a_circle(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var tags = new List<string>();
        for (var number = 0; number < 8; number++)
        {
            tags.Add(await MakeAsync(client, new { name = $"t{number}" }));
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async number =>
        {
            using var answer = await client.PutAsJsonAsync($"{Path}/{tags[number % 8]}", new { name = "x", parentTagUid = tags[((number % 8) + 1 + (number / 8 % 7)) % 8] });
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        }));

        var parents = (await client.WalkAsync(Path)).ToDictionary(tag => Text(tag, "uid")!, tag => Text(tag, "parentTagUid"));
        foreach (var uid in tags)
        {
            var (steps, at) = (0, uid);
            while (at is not null && steps++ <= tags.Count)
            {
                at = parents[at];
            }

            Assert.Null(at);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_deleted_tag_is_on_nothing_any_more_and_its_children_move_up(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var root = await MakeAsync(client, new { name = "root" });
        var middle = await MakeAsync(client, new { name = "middle", parentTagUid = root });
        var leaf = await MakeAsync(client, new { name = "leaf", parentTagUid = middle });
        var devices = new List<string>();
        for (var number = 0; number < 32; number++)
        {
            devices.Add((await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid);
        }

        var location = await server.CreateLocationAsync(server.Credentials.OrganizationUid);
        using var tagged = await client.PutAsJsonAsync($"/v1/location/{location.Uid}/organization-tag/{middle}", new { });
        Assert.Equal(HttpStatusCode.OK, tagged.StatusCode);

        // Half of the devices get it before, the others while it goes.
        await Task.WhenAll(devices.Take(16).Select(device => client.PutAsJsonAsync($"/v1/device/{device}/organization-tag/{middle}", new { })));
        var deletion = client.DeleteAsync($"{Path}/{middle}");
        await Task.WhenAll(devices.Skip(16).Select(device => client.PutAsJsonAsync($"/v1/device/{device}/organization-tag/{middle}", new { })));
        using var deleted = await deletion;

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<DeviceTag>().CountAsync()));
        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<LocationTag>().CountAsync()));
        Assert.Equal(root, Text(await ReadAsync(client, leaf), "parentTagUid"));
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

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
