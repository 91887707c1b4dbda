using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed class TimingTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_timing_comes_back_exactly_as_it_was_sent(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        foreach (var (sent, shown) in new (string Sent, string Shown)[]
        {
            (
                """{"startsAt":"2026-05-30T13:43:00.123Z","endsAt":"2026-05-30T13:43:00.001Z","configuration":{"b":"\u00fc\"","a":{"n":1.50,"z":null,"l":[true]}},"position":0,"finishEvent":{"type":"DURATION","data":null}}""",
                """{"startsAt":"2026-05-30T13:43:00.123Z","endsAt":"2026-05-30T13:43:00.001Z","configuration":{"b":"ü\"","a":{"n":1.50,"z":null,"l":[true]}},"position":0,"finishEvent":{"type":"DURATION","data":null}}"""),
            (
                """{"startsAt":"2017-12-01T12:00:00","endsAt":"2017-12-31T12:00:00+02:00","position":"1","finishEventType":"IDLE_TIMEOUT","finishEventData":1000,"configuration":"{\"identification\":\"XXX\"}"}""",
                """{"startsAt":"2017-12-01T12:00:00.000Z","endsAt":"2017-12-31T10:00:00.000Z","configuration":{"identification":"XXX"},"position":1,"finishEvent":{"type":"IDLE_TIMEOUT","data":1000}}"""),
            (
                """{"startsAt":"2017-12-01","endsAt":"0001-01-01T00:00:00Z","position":-2.25,"finishEvent":{"type":"SCREEN_TAP","data":"1000"},"configuration":"{'identification':'XXX'}","organizationUid":"ignored"}""",
                """{"startsAt":"2017-12-01T00:00:00.000Z","endsAt":"0001-01-01T00:00:00.000Z","configuration":{"identification":"XXX"},"position":-2.25,"finishEvent":{"type":"SCREEN_TAP","data":"1000"}}"""),
            (
                """{"startsAt":"2026-01-01T00:00:00Z","endsAt":"9999-12-31T23:59:59.999Z","finishEventData":{"ms":[1,2]}}""",
                """{"startsAt":"2026-01-01T00:00:00.000Z","endsAt":"9999-12-31T23:59:59.999Z","configuration":{},"position":1,"finishEvent":{"type":"DURATION","data":{"ms":[1,2]}}}"""),
        })
        {
            var uid = await lab.CreateAsync(sent);

            var timing = await lab.GetAsync($"/v1/timing/{uid}");
            Assert.Equal(shown, Shown(timing));
            Assert.Equal((lab.Device.Uid, lab.Applet.Uid, "1.0.0"), (Text(timing, "deviceUid"), Text(timing, "appletUid"), Text(timing, "appletVersion")));
            Assert.Contains((await lab.GetAsync($"/v1/timing?deviceUid={lab.Device.Uid}")).EnumerateArray(), listed => listed.GetRawText() == timing.GetRawText());
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_form_says_the_same(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["deviceUid"] = lab.Device.Uid,
            ["appletUid"] = lab.Applet.Uid,
            ["appletVersion"] = "1.0.0",
            ["startsAt"] = "2026-05-30T13:43:00.000",
            ["endsAt"] = "2026-05-30T13:43:00.000",
            ["position"] = "3",
            ["finishEventType"] = "DURATION",
            ["finishEventData"] = "5000",
            ["configuration"] = """{"identification":"XXX"}""",
        });

        using var made = await lab.Client.PostAsync("/v1/timing", form);

        Assert.Equal("""{"message":"OK"}""", await made.Content.ReadAsStringAsync());
        Assert.Equal(
            """{"startsAt":"2026-05-30T13:43:00.000Z","endsAt":"2026-05-30T13:43:00.000Z","configuration":{"identification":"XXX"},"position":3,"finishEvent":{"type":"DURATION","data":"5000"}}""",
            Shown(await lab.GetAsync(made.Headers.Location!.PathAndQuery)));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_update_changes_what_it_names_and_a_deleted_timing_is_gone(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        await server.AddAppletVersionAsync(lab.Applet, "1.0.1");
        var uid = await lab.CreateAsync("""{"startsAt":"2026-01-01T00:00:00Z","configuration":{"a":1},"finishEventData":5}""");
        var path = $"/v1/timing/{uid}";
        var before = await lab.GetAsync(path);

        await lab.PutAsync(path, """{"appletVersion":"1.0.1","deviceUid":"ignored","appletUid":"ignored","uid":"ignored","active":false}""");
        await lab.PutAsync(path, """{"endsAt":"2026-02-01T00:00:00.5Z","finishEvent":{"type":"SCREEN_TAP","data":null}}""");
        await lab.PutAsync(path, """{"configuration":{"b":2},"position":"7"}""");

        var after = await lab.GetAsync(path);
        Assert.Equal(
            """{"startsAt":"2026-01-01T00:00:00.000Z","endsAt":"2026-02-01T00:00:00.500Z","configuration":{"b":2},"position":7,"finishEvent":{"type":"SCREEN_TAP","data":null}}""",
            Shown(after));
        Assert.Equal(("1.0.1", lab.Device.Uid, lab.Applet.Uid), (Text(after, "appletVersion"), Text(after, "deviceUid"), Text(after, "appletUid")));
        Assert.Equal(Text(before, "createdAt"), Text(after, "createdAt"));
        Assert.True(string.CompareOrdinal(Text(before, "updatedAt"), Text(after, "updatedAt")) < 0);

        using var deleted = await lab.Client.DeleteAsync(path);
        Assert.Equal("""{"message":"OK"}""", await deleted.Content.ReadAsStringAsync());
        foreach (var again in new[] { await lab.Client.DeleteAsync(path), await lab.Client.GetAsync(path), await lab.Client.PutAsJsonAsync(path, new { position = 1 }) })
        {
            using (again)
            {
                Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
                Assert.Contains("\"errorCode\":404311,\"errorName\":\"RESOURCE_NOT_FOUND\"", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        // Every change stands in the action log, done.
        var log = (await lab.GetAsync($"/v1/device/{lab.Device.Uid}/action-log")).EnumerateArray().ToList();
        Assert.Equal(["DELETE_TIMING", "UPDATE_TIMING", "UPDATE_TIMING", "UPDATE_TIMING", "CREATE_TIMING"], log.Select(action => Text(action, "type")));
        Assert.All(log, action => Assert.Equal(Text(action, "createdAt"), Text(action, "succeededAt")));
        Assert.Equal(uid, Text(log[^1], "uid"));
        Assert.All(log[..^1], action => Assert.Equal(uid, Text(action.GetProperty("data"), "uid")));
        Assert.Equal("""{"b":2}""", log[1].GetProperty("data").GetProperty("configuration").GetRawText());
    }

    [Theory]
    [InlineData("appletUid", """{"appletUid":null}""")]
    [InlineData("appletUid", """{"appletUid":7}""")]
    [InlineData("appletVersion", """{"appletVersion":""}""")]
    [InlineData("appletVersion", """{"appletVersion":null}""")]
    [InlineData("startsAt", """{"startsAt":"yesterday"}""")]
    [InlineData("startsAt", """{"startsAt":1500000000}""")]
    [InlineData("endsAt", """{"endsAt":{}}""")]
    [InlineData("endsAt", """{"endsAt":"2017-13-01T00:00:00"}""")]
    [InlineData("position", """{"position":"first"}""")]
    [InlineData("position", """{"position":[]}""")]
    [InlineData("configuration", """{"configuration":[]}""")]
    [InlineData("configuration", """{"configuration":7}""")]
    [InlineData("configuration", """{"configuration":"no json"}""")]
    [InlineData("configuration", """{"configuration":"[1]"}""")]
    [InlineData("finishEventType", """{"finishEventType":"LATER"}""")]
    [InlineData("finishEvent.type", """{"finishEvent":{"type":"duration"}}""")]
    [InlineData("finishEvent", """{"finishEvent":"DURATION"}""")]
    [InlineData("deviceUid", """{"deviceUid":null}""")]
    [InlineData("deviceUid", """{"deviceUid":{}}""")]
    public async Task What_is_wrong_is_named_and_leaves_nothing(string field, string wrong)
    {
        await using var server = await PlacardServer.StartAsync();
        var lab = await Lab.StartAsync(server);

        var (status, body) = await lab.PostAsync(wrong);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"Invalid request body - {field} - ", body, StringComparison.Ordinal);
        await lab.IsUntouchedAsync();
        if (field is "deviceUid" or "appletUid")
        {
            return;
        }

        var uid = await lab.CreateAsync("{}");
        var before = await lab.GetAsync($"/v1/timing/{uid}");
        using var put = await lab.Client.PutAsync($"/v1/timing/{uid}", Json(wrong));
        if (put.StatusCode != HttpStatusCode.OK)
        {
            Assert.Contains($"Invalid request body - {field} - ", await put.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(before.GetRawText(), (await lab.GetAsync($"/v1/timing/{uid}")).GetRawText());
        }
        else
        {
            // What is null is as if it were not named.
            Assert.Contains("null", wrong, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Sizes_and_numbers_have_limits(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        string Configuration(int length) => $$$"""{"configuration":{"a":"{{{new string('x', length)}}}"}}""";

        var (tooLong, text) = await lab.PostAsync(Configuration(65536 - 7));
        var (tooMuch, other) = await lab.PostAsync($$"""{"finishEventData":"{{new string('x', 4096)}}"}""");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (tooLong, tooMuch));
        Assert.Contains("configuration - must have at most 65536 bytes", text, StringComparison.Ordinal);
        Assert.Contains("finishEventData - must have at most 4096 bytes", other, StringComparison.Ordinal);
        await lab.IsUntouchedAsync();

        // 16 configurations of 64 KiB are as much as goes to a device in one frame.
        for (var number = 0; number < 16; number++)
        {
            await lab.CreateAsync(Configuration(65536 - 8));
        }

        var (full, reason) = await lab.PostAsync("{}");
        Assert.Equal(HttpStatusCode.BadRequest, full);
        Assert.Contains("Invalid request body - configuration - would bring the configurations", reason, StringComparison.Ordinal);

        var device = await server.CreateDeviceAsync(lab.Device.OrganizationUid!);
        await server.WriteAsync(db => db.AddRange(Enumerable.Range(0, 1000).Select(number => lab.Row($"t{number}", device.Uid))));
        var (many, most) = await lab.PostAsync($$"""{"deviceUid":"{{device.Uid}}"}""");
        Assert.Equal(HttpStatusCode.BadRequest, many);
        Assert.Contains("Invalid request body - deviceUid - has 1000 timings already", most, StringComparison.Ordinal);
        using var assigned = await lab.Client.PostAsJsonAsync($"/v1/device/{device.Uid}/applet", new { appletUid = lab.Applet.Uid, appletVersion = "1.0.0" });
        Assert.Equal(HttpStatusCode.BadRequest, assigned.StatusCode);
        Assert.Equal("[]", (await lab.GetAsync($"/v1/device/{device.Uid}/action-log")).GetRawText());
        Assert.Equal(1000, (await lab.GetAsync($"/v1/timing?deviceUid={device.Uid}")).GetArrayLength());

        // What is there can be changed all the same.
        await lab.PutAsync("/v1/timing/t1", """{"position":9}""");
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Unknown_and_foreign_devices_applets_and_versions_are_not_found(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        var sibling = await server.CreateOrganizationAsync();
        var foreignDevice = await server.CreateDeviceAsync(sibling.Uid);
        var foreignApplet = await server.AddAppletAsync(organizationUid: sibling.Uid);
        var uid = await lab.CreateAsync("{}");

        foreach (var wrong in new[]
        {
            """{"deviceUid":"x"}""", $$"""{"deviceUid":"{{foreignDevice.Uid}}"}""", """{"appletUid":"x"}""",
            $$"""{"appletUid":"{{foreignApplet.Uid}}"}""", """{"appletVersion":"9.9.9"}""",
        })
        {
            var (status, body) = await lab.PostAsync(wrong);
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Equal("""{"status":404,"message":"Resource not found - Resource was not found","errorCode":404311,"errorName":"RESOURCE_NOT_FOUND","errorDetail":"Specified resource doesn't exist"}""", body);
        }

        // The account sees both organizations, but an applet of one does not run on a device of the other.
        using var mixed = await server.AsAccount().PostAsJsonAsync(
            $"/v1/device/{lab.Device.Uid}/applet", new { appletUid = foreignApplet.Uid, appletVersion = "1.0.0" });
        using var version = await lab.Client.PutAsJsonAsync($"/v1/timing/{uid}", new { appletVersion = "9.9.9" });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (mixed.StatusCode, version.StatusCode));
        var stranger = server.AsOrganization(sibling);
        using var put = await stranger.PutAsJsonAsync($"/v1/timing/{uid}", new { position = 5 });
        using var delete = await stranger.DeleteAsync($"/v1/timing/{uid}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (put.StatusCode, delete.StatusCode));
        Assert.Equal("[]", await stranger.GetStringAsync("/v1/timing"));
        Assert.Equal("[]", await stranger.GetStringAsync($"/v1/timing?deviceUid={lab.Device.Uid}&timingUid={uid}&current=true"));
        Assert.Equal(1, (await lab.GetAsync($"/v1/device/{lab.Device.Uid}/action-log")).GetArrayLength());
        Assert.Equal(1, (await lab.GetAsync($"/v1/timing/{uid}")).GetProperty("position").GetInt32());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Lists_are_narrowed_by_device_by_timing_and_to_what_is_in_force(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        var lab = await Lab.StartAsync(server);
        var other = await server.CreateDeviceAsync(lab.Device.OrganizationUid!);
        var ended = await lab.CreateAsync("""{"startsAt":"2025-01-01T00:00:00Z"}""");
        var now = await lab.CreateAsync("""{"startsAt":"2025-02-01T00:00:00Z","position":2}""");
        var beside = await lab.CreateAsync("""{"startsAt":"2025-02-01T00:00:00Z","position":1}""");
        var later = await lab.CreateAsync("""{"startsAt":"2026-01-01T00:00:10Z"}""");
        var elsewhere = await lab.CreateAsync($$"""{"deviceUid":"{{other.Uid}}","startsAt":"2020-01-01T00:00:00Z"}""");

        Assert.Equal([elsewhere, later, beside, now, ended], await lab.ListAsync(""));
        Assert.Equal([later, beside, now, ended], await lab.ListAsync($"deviceUid={lab.Device.Uid}"));
        Assert.Equal([later, beside, now, ended], await lab.ListAsync($"deviceUid={lab.Device.Uid}&current=false&limit="));
        Assert.Equal([now], await lab.ListAsync($"timingUid={now}"));
        Assert.Empty(await lab.ListAsync($"timingUid={now}&deviceUid={other.Uid}"));
        Assert.Empty(await lab.ListAsync("deviceUid=x"));
        Assert.Equal([beside, now], await lab.ListAsync($"current=1&deviceUid={lab.Device.Uid}"));
        Assert.Equal([beside, now, elsewhere], await lab.ListAsync("current=true"));
        Assert.Equal([now], await lab.ListAsync($"current=true&timingUid={now}"));
        Assert.Empty(await lab.ListAsync($"current=true&timingUid={ended}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await lab.Client.GetAsync("/v1/timing?current=maybe")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await lab.Client.GetAsync($"/v1/timing/{now}?current=true&deviceUid={lab.Device.Uid}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.GetAsync($"/v1/timing/{ended}?current=true")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.GetAsync($"/v1/timing/{now}?deviceUid={other.Uid}")).StatusCode);

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([later], await lab.ListAsync($"current=true&deviceUid={lab.Device.Uid}"));

        // Devices are found by what is on them.
        using var found = JsonDocument.Parse(await lab.Client.GetStringAsync($"/v2/device?appletUids={lab.Applet.Uid}"));
        Assert.Equal(2, found.RootElement.GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Bulk_operations_create_change_and_delete_by_applet(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        await server.AddAppletVersionAsync(lab.Applet, "2.0.0");
        JsonObject Applet(string more) => JsonNode.Parse($$"""{"appletUid":"{{lab.Applet.Uid}}"{{more}}}""")!.AsObject();

        var made = await server.AskAsync(lab.Device.Uid, "CREATE_TIMING", Applet(""","appletVersion":"1.0.0","configuration":{"a":1,"b":2,"c":3}"""));
        await server.AskAsync(lab.Device.Uid, "UPDATE_TIMING", Applet(""","appletVersion":"2.0.0","configurationSet":{"b":7,"d":[1]},"configurationRemoveKeys":["a","x"]"""));
        var timing = await lab.GetAsync($"/v1/timing/{made.Uid}");
        var unknown = await server.AskAsync(lab.Device.Uid, "CREATE_TIMING", new() { ["appletUid"] = "x", ["appletVersion"] = "1.0.0" });
        var other = await server.AskAsync(lab.Device.Uid, "DELETE_TIMING", Applet(""","appletVersion":"1.0.0" """));
        var gone = await server.AskAsync(lab.Device.Uid, "DELETE_TIMING", Applet($$""","appletVersion":"2.0.0","uid":"{{made.Uid}}" """));

        Assert.Equal(("2.0.0", """{"b":7,"c":3,"d":[1]}"""), (Text(timing, "appletVersion"), timing.GetProperty("configuration").GetRawText()));
        Assert.Equal(Text(timing, "startsAt"), Text(timing, "endsAt"));
        Assert.Equal((FailCodes.NotFound, FailCodes.NotFound, null), (unknown.FailCode, other.FailCode, gone.FailCode));
        Assert.Empty(await lab.ListAsync(""));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task One_assignment_is_active_at_most_and_they_are_timings_too(DatabaseKind database)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        var lab = await Lab.StartAsync(server);
        await server.AddAppletVersionAsync(lab.Applet, "2.0.0");
        var path = $"/v1/device/{lab.Device.Uid}/applet";
        var timing = await lab.CreateAsync("""{"endsAt":"2030-01-01T00:00:00Z"}""");
        Assert.Equal([(timing, true)], await lab.AssignmentsAsync());

        var first = await lab.AssignAsync("""{"configuration":{"identification":"x1"}}""");
        var second = await lab.AssignAsync("""{"active":"false","configuration":"{'a':1}"}""");

        Assert.Equal([(second, false), (first, true), (timing, false)], await lab.AssignmentsAsync());
        Assert.Equal([(first, true)], await lab.AssignmentsAsync("?active=1"));
        Assert.Equal([(second, false), (timing, false)], await lab.AssignmentsAsync("?active=false"));
        Assert.Equal([second, first, timing], await lab.ListAsync(""));
        Assert.Equal([first], await lab.ListAsync("current=true"));
        var shown = await lab.GetAsync($"{path}/{first}");
        Assert.Equal("2026-01-01T00:00:00.000Z", Text(await lab.GetAsync($"/v1/timing/{first}"), "startsAt"));
        Assert.Equal(
            $$$"""{"uid":"{{{first}}}","deviceUid":"{{{lab.Device.Uid}}}","appletUid":"{{{lab.Applet.Uid}}}","appletVersion":"1.0.0","createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z","configuration":{"identification":"x1"},"active":true}""",
            shown.GetRawText());

        time.Advance(TimeSpan.FromSeconds(1));
        await lab.PutAsync($"{path}/{second}", """{"active":true,"appletVersion":"2.0.0","appletUid":"ignored"}""");
        Assert.Equal([(second, true), (first, false), (timing, false)], await lab.AssignmentsAsync());
        Assert.Equal("2026-01-01T00:00:01.000Z", Text(await lab.GetAsync($"/v1/timing/{second}"), "endsAt"));
        Assert.Equal("2.0.0", Text(await lab.GetAsync($"{path}/{second}"), "appletVersion"));

        using var deleted = await lab.Client.DeleteAsync($"{path}/{second}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal([(first, false), (timing, false)], await lab.AssignmentsAsync());

        // Given a time, a timing takes part again.
        await lab.PutAsync($"/v1/timing/{timing}", """{"startsAt":"2026-01-01T00:00:00Z"}""");
        Assert.Equal([(first, false), (timing, true)], await lab.AssignmentsAsync());
        await lab.PutAsync($"{path}/{timing}", """{"active":false}""");
        Assert.Empty(await lab.ListAsync("current=true"));

        foreach (var (wrong, field) in new[] { ("""{"active":"maybe"}""", "active"), ("""{"configuration":[]}""", "configuration"), ("""{"appletVersion":7}""", "appletVersion") })
        {
            using var refused = await lab.Client.PutAsync($"{path}/{first}", Json(wrong));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains($" - {field} - ", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var other = await server.CreateDeviceAsync(lab.Device.OrganizationUid!);
        foreach (var missing in new[] { $"/v1/device/{other.Uid}/applet/{first}", $"{path}/x", $"/v1/device/x/applet/{first}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.GetAsync(missing)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.PutAsJsonAsync(missing, new { active = true })).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.DeleteAsync(missing)).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Assignments_made_active_at_once_leave_one_active(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lab.AssignAsync("{}")));

        Assert.Single(await lab.AssignmentsAsync("?active=true"));
        Assert.Equal(1, await server.ReadAsync(db => db.AcrossOrganizations<Timing>().CountAsync(timing => timing.Enabled)));
    }

    private static string Shown(JsonElement timing) => "{" + string.Join(',', timing.EnumerateObject()
        .Where(member => member.Name is "startsAt" or "endsAt" or "configuration" or "position" or "finishEvent")
        .Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}")) + "}";

    private static string Text(JsonElement record, string member) => record.GetProperty(member).GetString()!;

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>A device, an applet, and an organization that brings them together.</summary>
    internal sealed record Lab(PlacardServer Server, HttpClient Client, Device Device, Applet Applet)
    {
        public static async Task<Lab> StartAsync(PlacardServer server) => new(
            server, server.AsOrganization(), await server.CreateDeviceAsync(server.Credentials.OrganizationUid), await server.AddAppletAsync());

        public Timing Row(string uid, string deviceUid) => new()
        {
            Uid = uid,
            OrganizationUid = Device.OrganizationUid!,
            DeviceUid = deviceUid,
            AppletUid = Applet.Uid,
            AppletVersion = "1.0.0",
            StartsAt = DateTime.UnixEpoch,
            EndsAt = DateTime.UnixEpoch,
            Configuration = "{}",
            Position = 1,
            FinishEventType = "DURATION",
            FinishEventData = "null",
            Enabled = true,
            CreatedAt = DateTime.UnixEpoch,
            UpdatedAt = DateTime.UnixEpoch,
        };

        public async Task<(HttpStatusCode Status, string Body)> PostAsync(string fields)
        {
            var body = new JsonObject { ["deviceUid"] = Device.Uid, ["appletUid"] = Applet.Uid, ["appletVersion"] = "1.0.0" };
            foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
            {
                body[name] = value?.DeepClone();
            }

            using var answer = await Client.PostAsync("/v1/timing", Json(body.ToJsonString()));
            return (answer.StatusCode, answer.StatusCode == HttpStatusCode.OK ? answer.Headers.Location!.Segments[^1] : await answer.Content.ReadAsStringAsync());
        }

        public async Task<string> CreateAsync(string fields)
        {
            var (status, made) = await PostAsync(fields);
            Assert.True(status == HttpStatusCode.OK, made);
            return made;
        }

        public async Task<string> AssignAsync(string fields)
        {
            var body = JsonNode.Parse(fields)!.AsObject();
            (body["appletUid"], body["appletVersion"]) = (Applet.Uid, "1.0.0");
            using var made = await Client.PostAsync($"/v1/device/{Device.Uid}/applet", Json(body.ToJsonString()));
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
            return made.Headers.Location!.Segments[^1];
        }

        public async Task PutAsync(string path, string body)
        {
            using var answer = await Client.PutAsync(path, Json(body));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }

        public async Task<JsonElement> GetAsync(string path)
        {
            using var json = JsonDocument.Parse(await Client.GetStringAsync(path));
            return json.RootElement.Clone();
        }

        public async Task<List<string>> ListAsync(string query) =>
            [.. (await GetAsync($"/v1/timing?{query}")).EnumerateArray().Select(timing => Text(timing, "uid"))];

        public async Task<List<(string Uid, bool Active)>> AssignmentsAsync(string query = "") =>
            [.. (await GetAsync($"/v1/device/{Device.Uid}/applet{query}")).EnumerateArray().Select(item => (Text(item, "uid"), item.GetProperty("active").GetBoolean()))];

        public async Task IsUntouchedAsync()
        {
            Assert.Empty(await ListAsync(""));
            Assert.Equal("[]", (await GetAsync($"/v1/device/{Device.Uid}/action-log")).GetRawText());
        }
    }
}
