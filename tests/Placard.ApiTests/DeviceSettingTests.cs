using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

/// <summary>Device settings over REST, for a device that is not there: what is accepted, what is refused, what is listed.</summary>
public sealed class DeviceSettingTests
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    /// <summary>Path, body in both encodings, and the listed fields.</summary>
    public static TheoryData<DatabaseKind, string, string, string, string> Listed
    {
        get
        {
            var data = new TheoryData<DatabaseKind, string, string, string, string>();
            foreach (var database in Databases.Available)
            {
                data.Add(
                    database, "resolution",
                    """{"orientation":"LANDSCAPE","size":{"width":1920,"height":1080},"framerate":60}""",
                    "orientation=LANDSCAPE&size[width]=1920&size[height]=1080&framerate=60",
                    """{"orientation":"LANDSCAPE","resolution":null,"videoOrientation":null,"size":{"width":1920,"height":1080},"framerate":60}""");
                data.Add(
                    database, "resolution",
                    """{"orientation":"PORTRAIT","resolution":"HD_READY"}""",
                    "orientation=PORTRAIT&resolution=HD_READY",
                    """{"orientation":"PORTRAIT","resolution":"HD_READY","videoOrientation":null,"size":{"width":1280,"height":720},"framerate":null}""");
                data.Add(
                    database, "time",
                    """{"time":"2018-09-09T09:09:34.001","timezone":"Europe/Prague"}""",
                    "time=2018-09-09+09%3A09%3A34.001&timezone=Europe%2FPrague",
                    """{"timestamp":1536476974001,"timezone":"Europe/Prague","ntpServer":null}""");
                data.Add(
                    database, "timer-settings",
                    """{"type":"TIMER_2","level":"PROPRIETARY","timeOn":"10:30:00","timeOff":null,"weekdays":["mon","fri"],"volume":"55"}""",
                    "type=TIMER_2&level=PROPRIETARY&timeOn=10%3A30%3A00&timeOff=NULL&weekdays[0]=mon&weekdays[1]=fri&volume=55",
                    """{"type":"TIMER_2","level":"PROPRIETARY","timeOn":"10:30:00","timeOff":null,"weekdays":["mon","fri"],"volume":55}""");
                data.Add(
                    database, "auto-recovery",
                    """{"enabled":true,"healthcheckIntervalMs":30000,"autoEnableTimeoutMs":30000}""",
                    "enabled=true&healthcheckIntervalMs=30000",
                    """{"enabled":true,"healthcheckIntervalMs":30000}""");
                data.Add(
                    database, "peer-recovery",
                    """{"enabled":false}""",
                    "enabled=0",
                    """{"enabled":false}""");
                data.Add(
                    database, "extended-management",
                    """{"url":"https::/example.com"}""",
                    "url=https%3A%3A%2Fexample.com",
                    """{"url":"https::/example.com"}""");
                data.Add(database, "vpn", """{"enable":true}""", "enable=1", """{"enabled":true}""");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public async Task A_request_is_accepted_in_both_encodings_and_listed_in_the_contract_s_shape(
        DatabaseKind database, string path, string json, string form, string fields)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;

        foreach (var (type, body) in new[] { (Json, json), (Form, form) })
        {
            using var answer = await SendAsync(server, "PUT", $"/v1/device/{uid}/{path}", body, type);
            Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
            Assert.StartsWith($"/v1/device/{uid}/action-log/", answer.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
            var listed = JsonObject.Create((await GetAsync(server, $"/v1/device/{uid}/{path}"))[0])!;
            Assert.Equal(answer.Headers.Location.Segments[^1], listed["uid"]!.GetValue<string>());
            Assert.Equal(uid, listed["deviceUid"]!.GetValue<string>());
            Assert.True(listed.ContainsKey("succeededAt") && listed["succeededAt"] is null && listed.ContainsKey("failedAt") && listed["failedAt"] is null);
            foreach (var common in new[] { "uid", "deviceUid", "createdAt", "succeededAt", "failedAt" })
            {
                listed.Remove(common);
            }

            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(fields), listed), listed.ToJsonString());
        }
    }

    [Theory]
    [InlineData("PUT", "resolution", """{"resolution":"FULL_HD"}""", "orientation")]
    [InlineData("PUT", "resolution", """{"orientation":"LANDSCAPE","size":{"width":1,"height":1},"resolution":"FULL_HD"}""", "resolution")]
    [InlineData("PUT", "time", """{"time":"2018-09-09T09:09:34+02:00","timezone":"Europe/Prague"}""", "time")]
    [InlineData("PUT", "time", """{"time":"2018-09-09T09:09:34","timezone":"Mars/Olympus"}""", "timezone")]
    [InlineData("PUT", "timer-settings", """{"type":"TIMER_1","timeOn":"10:30:00","weekdays":["mon"]}""", "level")]
    [InlineData("PUT", "timer-settings", """{"type":"TIMER_1","level":"SOME","timeOn":"10:30:00","weekdays":["mon"]}""", "level")]
    [InlineData("PUT", "timer-settings", """{"type":"TIMER_9","level":"NATIVE","timeOn":"10:30:00","weekdays":["mon"]}""", "type")]
    [InlineData("POST", "scheduled-power-action", """{"powerAction":"APP_RESTART","weekdays":["MONDAY"],"time":"25:00:00"}""", "time")]
    [InlineData("PUT", "auto-recovery", """{"enabled":true,"healthcheckIntervalMs":1}""", "healthcheckIntervalMs")]
    [InlineData("PUT", "peer-recovery", "{}", "enabled")]
    [InlineData("PUT", "extended-management", "{}", "url")]
    [InlineData("PUT", "vpn", "{}", "enable")]
    [InlineData("PUT", "security", """{"usbEnabled":"perhaps"}""", "usbEnabled")]
    [InlineData("PUT", "screen-capture", "{}", "enable")]
    public async Task What_is_wrong_is_named_and_leaves_nothing(string method, string path, string body, string field)
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;

        using var answer = await SendAsync(server, method, $"/v1/device/{uid}/{path}", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.StartsWith($"Invalid request body - {field} - ", error.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await GetAsync(server, $"/v1/device/{uid}/action-log")).GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Timers_are_listed_once_each_and_removed_ones_not_at_all(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;
        var path = $"/v1/device/{uid}/timer-settings";
        Assert.Equal(0, (await GetAsync(server, path)).GetArrayLength());

        foreach (var body in new[]
        {
            """{"type":"TIMER_1","level":"NATIVE","timeOn":"01:00:00","weekdays":["mon"]}""",
            """{"type":"TIMER_1","level":"PROPRIETARY","timeOn":"02:00:00","weekdays":["mon"]}""",
            """{"type":"TIMER_2","level":"NATIVE","timeOn":"03:00:00","weekdays":["mon"]}""",
            """{"type":"TIMER_1","level":"NATIVE","timeOn":"04:00:00","weekdays":["mon"]}""",
            """{"type":"TIMER_2","level":"NATIVE","timeOn":null,"timeOff":null}""",
        })
        {
            using var answer = await SendAsync(server, "PUT", path, body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var timers = (await GetAsync(server, path)).EnumerateArray()
            .Select(timer => (timer.GetProperty("type").GetString(), timer.GetProperty("level").GetString(), timer.GetProperty("timeOn").GetString()));
        Assert.Equal([("TIMER_1", "NATIVE", "04:00:00"), ("TIMER_1", "PROPRIETARY", "02:00:00")], timers);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_timer_whose_removal_failed_is_still_listed(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;
        var path = $"/v1/device/{uid}/timer-settings";
        await (await SendAsync(server, "PUT", path, """{"type":"TIMER_1","level":"NATIVE","timeOn":"01:00:00","weekdays":["mon"]}""")).Content.ReadAsStringAsync();
        await server.WriteAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions
            .AsTracking(db.AcrossOrganizations<Placard.Domain.Devices.DeviceAction>()).Single(action => action.DeviceUid == uid).SucceededAt = DateTime.UnixEpoch);
        using var removal = await SendAsync(server, "PUT", path, """{"type":"TIMER_1","level":"NATIVE"}""");
        Assert.Equal(0, (await GetAsync(server, path)).GetArrayLength());

        // Withdrawing is one way to fail.
        using var withdrawn = await server.AsOrganization().DeleteAsync(removal.Headers.Location);

        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        Assert.Equal("01:00:00", (await GetAsync(server, path))[0].GetProperty("timeOn").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Intervals_change_where_they_are_named_and_null_is_the_default(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;
        var path = $"/v1/device/configuration/{uid}/telemetry-intervals";
        var untouched = await GetAsync(server, path);
        Assert.Equal(21, untouched.EnumerateObject().Count());
        Assert.All(untouched.EnumerateObject(), interval => Assert.Equal(JsonValueKind.Null, interval.Value.ValueKind));

        foreach (var body in new[] { """{"battery":3600000,"volume":"1200000"}""", """{"volume":null,"default":2098800000}""", "{}" })
        {
            using var answer = await SendAsync(server, "PUT", path, body);
            Assert.Equal((HttpStatusCode.OK, """{"message":"OK"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        var intervals = await GetAsync(server, path);
        Assert.Equal((3_600_000, 2_098_800_000), (intervals.GetProperty("battery").GetInt64(), intervals.GetProperty("default").GetInt64()));
        Assert.Equal(2, intervals.EnumerateObject().Count(interval => interval.Value.ValueKind == JsonValueKind.Number));
    }

    [Theory]
    [InlineData(
        """{"battery+":3600000}""",
        """{"status":400,"message":"Invalid request body","errorCode":400301,"errorName":"INVALID_BODY_PROPERTIES","errorDetail":" Received unrecognized keys battery+."}""")]
    [InlineData(
        """{"battery":0}""",
        """{"status":400,"message":"Invalid request body - battery - Value should be a number greater than or equal to 3600000 (60 minutes in milliseconds) and less than or equal to 2098800000 (583 hours in milliseconds)","errorCode":400301,"errorName":"INVALID_BODY_PROPERTIES","errorDetail":"Received invalid body properties battery."}""")]
    [InlineData(
        """{"battery":2098800001}""",
        """{"status":400,"message":"Invalid request body - battery - Value should be a number greater than or equal to 3600000 (60 minutes in milliseconds) and less than or equal to 2098800000 (583 hours in milliseconds)","errorCode":400301,"errorName":"INVALID_BODY_PROPERTIES","errorDetail":"Received invalid body properties battery."}""")]
    public async Task Wrong_intervals_are_refused_to_the_letter(string body, string expected)
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;

        using var answer = await SendAsync(server, "PUT", $"/v1/device/configuration/{uid}/telemetry-intervals", body);

        Assert.Equal((HttpStatusCode.BadRequest, expected), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(0, (await GetAsync(server, $"/v1/device/{uid}/action-log")).GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Security_shows_the_last_word_on_each_flag(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;
        var path = $"/v1/device/{uid}/security";
        var untouched = await GetAsync(server, path);
        Assert.Equal(9, untouched.EnumerateObject().Count());
        Assert.All(untouched.EnumerateObject(), flag => Assert.Equal(JsonValueKind.Null, flag.Value.ValueKind));

        foreach (var body in new[] { """{"usbEnabled":true,"wifiEnabled":false,"buttonsEnabled":true}""", """{"usbEnabled":false,"buttonsEnabled":null}""" })
        {
            using var answer = await SendAsync(server, "PUT", path, body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var security = await GetAsync(server, path);
        Assert.Equal(
            (JsonValueKind.False, JsonValueKind.False, JsonValueKind.Null, JsonValueKind.Null),
            (Kind("usbEnabled"), Kind("wifiEnabled"), Kind("buttonsEnabled"), Kind("kioskModeEnabled")));
        Assert.True(security.GetProperty("updatedAt").GetDateTime() >= security.GetProperty("createdAt").GetDateTime());

        JsonValueKind Kind(string flag) => security.GetProperty(flag).ValueKind;
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_pin_is_refreshed_by_either_method(string method)
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = (await server.CreateDeviceAsync(server.Credentials.OrganizationUid)).Uid;

        using var answer = await SendAsync(server, method, $"/v1/device/{uid}/pin-code", "");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("REFRESH_PIN", (await GetAsync(server, answer.Headers.Location!.PathAndQuery)).GetProperty("type").GetString());
    }

    private static async Task<HttpResponseMessage> SendAsync(PlacardServer server, string method, string path, string body, string type = Json)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, Encoding.UTF8, type) };
        return await server.AsOrganization().SendAsync(request);
    }

    private static async Task<JsonElement> GetAsync(PlacardServer server, string path)
    {
        using var json = JsonDocument.Parse(await server.AsOrganization().GetStringAsync(path));
        return json.RootElement.Clone();
    }
}
