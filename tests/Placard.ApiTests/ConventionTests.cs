using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.ApiTests;

public sealed class ConventionTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Fact]
    public async Task Errors_have_the_contract_s_shape_to_the_letter()
    {
        await using var server = await PlacardServer.StartAsync();
        var client = server.AsOrganization();

        using var answer = await client.GetAsync("/v1/device/0123");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(
            """{"status":404,"message":"Resource not found - Resource was not found","errorCode":404311,"errorName":"RESOURCE_NOT_FOUND","errorDetail":"Specified resource doesn't exist"}""",
            await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/v1/no-such-thing", null, null, 404)]
    [InlineData("GET", "/no-such-page", null, null, 404)]
    [InlineData("PATCH", "/v1/device", null, null, 404)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "application/json", "{\"volume\":", 400)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "application/json", "[1]", 400)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "application/json", "{\"volume\":\"\\ud800\"}", 400)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "text/plain", "volume=1", 415)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "application/json", "{\"volume\":101}", 400)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "application/json", "{\"volume\":{}}", 400)]
    [InlineData("PUT", "/v1/device/{uid}/volume", "application/json", "", 400)]
    [InlineData("PUT", "/v1/device/{uid}", "application/json", "{\"name\":\"a\\u0000b\"}", 400)]
    [InlineData("PUT", "/v1/device/{uid}", "application/json", "{\"name\":7}", 400)]
    [InlineData("PUT", "/v2/device/{uid}", "application/json", "{\"connectionMethod\":\"pigeon\"}", 400)]
    [InlineData("PUT", "/v2/device/{uid}", "application/json", "{\"platformUri\":\"javascript:1\"}", 400)]
    [InlineData("PUT", "/v1/device/{uid}/brightness", "application/json", "{\"brightness1\":1,\"timeFrom1\":\"25:00:00\"}", 400)]
    [InlineData("PUT", "/v1/device/{uid}/remote-control", "application/json", "{}", 400)]
    [InlineData("POST", "/v1/device/{uid}/power-action", "application/json", "{\"devicePowerAction\":\"EXPLODE\"}", 400)]
    [InlineData("GET", "/v2/device?limit=1001", null, null, 400)]
    [InlineData("GET", "/v2/device?limit=x", null, null, 400)]
    [InlineData("GET", "/v2/device?since=yesterday", null, null, 400)]
    [InlineData("GET", "/v1/device/{uid}/telemetry/volume/latest", null, null, 400)]
    public async Task What_is_wrong_is_refused_in_the_contract_s_shape_and_leaves_nothing(string method, string path, string? type, string? body, int status)
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = await EmulatorAsync(server);
        var client = server.AsOrganization();
        using var request = new HttpRequestMessage(new(method), path.Replace("{uid}", uid, StringComparison.Ordinal));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type!);
        }

        using var answer = await client.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["status", "message", "errorCode", "errorName", "errorDetail"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(status, json.RootElement.GetProperty("status").GetInt32());
        using var log = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{uid}/action-log"));
        Assert.Equal(1, log.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_value_is_named_with_its_reason()
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = await EmulatorAsync(server);

        using var answer = await server.AsOrganization().PutAsJsonAsync($"/v1/device/{uid}/volume", new { volume = 101 });

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("Invalid request body - volume - must be between 0 and 100", json.RootElement.GetProperty("message").GetString());
        Assert.Equal(400301, json.RootElement.GetProperty("errorCode").GetInt32());
        Assert.Equal("INVALID_BODY_PROPERTIES", json.RootElement.GetProperty("errorName").GetString());
        Assert.Equal("Received invalid body properties volume.", json.RootElement.GetProperty("errorDetail").GetString());
    }

    [Fact]
    public async Task Bodies_may_be_huge_or_deep_only_within_limits()
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = await EmulatorAsync(server);
        var client = server.AsOrganization();

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/device/{uid}") { Content = Json($$"""{"name":"{{new string('x', 8 * 1024 * 1024)}}"}""") };
        request.Headers.ExpectContinue = true;
        using var huge = await client.SendAsync(request);
        using var deep = await client.PutAsync($"/v1/device/{uid}", Json(new string('[', 10_000) + new string(']', 10_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        Assert.StartsWith("{\"status\":413,", await huge.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_come_as_json_or_form_with_numbers_as_text()
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = await EmulatorAsync(server);
        var client = server.AsOrganization();

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["volume"] = "50" });
        using var byForm = await client.PutAsync($"/v1/device/{uid}/volume", form);
        using var byText = await client.PutAsync($"/v1/device/{uid}/volume", Json("""{"volume":"60"}"""));

        Assert.Equal("""{"message":"OK"}""", await byForm.Content.ReadAsStringAsync());
        using var list = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{uid}/volume"));
        Assert.Equal([60, 50], list.RootElement.EnumerateArray().Select(item => item.GetProperty("volume").GetInt32()));
        Assert.StartsWith($"{server.ApiUrl}v1/device/{uid}/action-log/", byText.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/device/")]
    [InlineData("/v2//device")]
    [InlineData("//v2/device?")]
    [InlineData("/v2/device?limit=&brand=")]
    [InlineData("/v2/device?noSuchFilter=1")]
    public async Task Sloppy_addresses_are_understood(string path)
    {
        await using var server = await PlacardServer.StartAsync();
        await EmulatorAsync(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ApiUrl.GetLeftPart(UriPartial.Authority) + path)) { Content = Json("") };

        using var answer = await server.AsOrganization().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var list = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, list.RootElement.GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Pages_lose_and_repeat_nothing_even_among_equal_times(DatabaseKind database)
    {
        // A clock that stands still makes all of one time.
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        var made = new List<string>();
        foreach (var number in Enumerable.Range(0, 11))
        {
            made.Add(await EmulatorAsync(server));
            if (number % 4 == 3)
            {
                time.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        foreach (var limit in new[] { 1, 2, 3, 5, 11, 12 })
        {
            Assert.Equal(made.AsEnumerable().Reverse(), await WalkAsync(server, $"/v2/device?limit={limit}&applicationType=default,tizen"));
            Assert.Equal(made, await WalkAsync(server, $"/v2/device?limit={limit}&descending=false"));
            Assert.Equal(made.AsEnumerable().Reverse(), await WalkAsync(server, $"/v1/device?pagination={limit}"));
        }

        Assert.Equal(made.AsEnumerable().Reverse(), await WalkAsync(server, "/v1/device"));
    }

    [Fact]
    public async Task Lists_in_the_query_are_repeated_or_split_at_commas()
    {
        await using var server = await PlacardServer.StartAsync();
        var (one, two) = (await EmulatorAsync(server), await EmulatorAsync(server));
        await EmulatorAsync(server);

        Assert.Equal(2, (await WalkAsync(server, $"/v1/device/alive?deviceUids={one},{two}")).Count);
        Assert.Equal(2, (await WalkAsync(server, $"/v1/device/alive?deviceUids={one}&deviceUids={two}")).Count);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/device/alive") { Content = Json($$"""{"deviceUids":["{{one}}"]}""") };
        using var byBody = await server.AsOrganization().SendAsync(request);
        using var json = JsonDocument.Parse(await byBody.Content.ReadAsStringAsync());
        Assert.Equal(one, json.RootElement[0].GetProperty("uid").GetString());
    }

    [Fact]
    public async Task Instants_have_three_digits()
    {
        await using var server = await PlacardServer.StartAsync();
        var uid = await EmulatorAsync(server);

        var created = JsonDocument.Parse(await server.AsOrganization().GetStringAsync($"/v2/device/{uid}")).RootElement.GetProperty("createdAt").GetString();

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", created);
    }

    [Fact]
    public async Task The_quota_refuses_what_is_too_much_and_spares_devices()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            RaiseQuota = false,
            Settings = new Dictionary<string, string?> { ["Quota:PermitsPerSecond"] = "5", ["Quota:QueueLimit"] = "2" },
        });
        var client = server.AsOrganization();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.GetAsync("/v2/device")));
        var pings = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.GetAsync("/ping")));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.StartsWith("{\"status\":429,", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All(pings, ping => Assert.Equal(HttpStatusCode.OK, ping.StatusCode));
    }

    [Fact]
    public async Task An_unsent_command_can_be_withdrawn_and_a_closed_one_can_not()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        await device.Management.AbortAsync();
        await device.Management.Closed;
        await device.PowerAsync("BACKUP_RESTART");
        var uid = (await device.NewestAsync("power-action")).GetProperty("uid").GetString();

        using var withdrawn = await device.Client.DeleteAsync($"/v1/device/{device.Uid}/action-log/{uid}");
        using var again = await device.Client.DeleteAsync($"/v1/device/{device.Uid}/action-log/{uid}");

        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("withdrawn", (await device.LoggedAsync("POWER_ACTION")).GetProperty("failCode").GetString());
    }

    private static async Task<string> EmulatorAsync(PlacardServer server)
    {
        using var made = await server.AsOrganization().PostAsJsonAsync("/v1/emulator", new { organizationUid = server.Credentials.OrganizationUid });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return made.Headers.Location!.Segments[^1];
    }

    private static async Task<List<string>> WalkAsync(PlacardServer server, string path) =>
        (await server.AsOrganization().WalkAsync(path)).ConvertAll(item => item.GetProperty("uid").GetString()!);

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
