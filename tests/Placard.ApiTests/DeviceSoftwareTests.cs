using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Placard.Domain.Devices;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed class DeviceSoftwareTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [InlineData("PUT", "application/toaster/version", """{"version":"1.0.0"}""", "applicationType")]
    [InlineData("PUT", "application/default/version", "{}", "version")]
    [InlineData("PUT", "application/default/version", """{"version":"../../etc"}""", "version")]
    [InlineData("PUT", "application/default/version", """{"version":"a/b"}""", "version")]
    [InlineData("PUT", "application/default/version", """{"version":""}""", "version")]
    [InlineData("PUT", "application/default/version", """{"version":1}""", "version")]
    [InlineData("PUT", "firmware", "{}", "version")]
    [InlineData("PUT", "firmware", """{"version":"a\tb"}""", "version")]
    [InlineData("PUT", "firmware", """{"version":{}}""", "version")]
    [InlineData("PUT", "package-install", """{"version":"1"}""", "packageName")]
    [InlineData("PUT", "package-install", """{"packageName":"a"}""", "version")]
    [InlineData("PUT", "package-install", """{"packageName":"a","version":"1","build":7}""", "build")]
    [InlineData("PUT", "package-install", """{"packageName":"a","version":"1","specs":[]}""", "specs")]
    [InlineData("PUT", "package-install", """{"packageName":"a","version":"1","applicationType":"toaster"}""", "applicationType")]
    [InlineData("PUT", "package-start", "{}", "packageName")]
    [InlineData("POST", "package-start", """{"packageName":""}""", "packageName")]
    [InlineData("PUT", "test", "{}", "tests")]
    [InlineData("PUT", "test", """{"tests":[]}""", "tests")]
    [InlineData("PUT", "test", """{"tests":"display"}""", "tests")]
    [InlineData("PUT", "test", """{"tests":[null]}""", "tests")]
    [InlineData("PUT", "feature-test", """{"tests":["a b"]}""", "tests")]
    [InlineData("PUT", "feature-test", """{"tests":[7]}""", "tests")]
    public async Task What_is_wrong_is_named_and_leaves_nothing(string method, string path, string body, string field)
    {
        await using var server = await PlacardServer.StartAsync();
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var client = server.AsOrganization();
        using var request = new HttpRequestMessage(new(method), $"/v1/device/{device.Uid}/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        using var answer = await client.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        Assert.Contains($" - {field}", json.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("[]", await client.GetStringAsync($"/v1/device/{device.Uid}/action-log"));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_version_that_was_asked_for_is_a_list_and_one_object_for_the_sdk(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await server.HostCoreAppAsync("1.0.0");
        await server.HostCoreAppAsync("2.0.0");
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var path = $"/v1/device/{device.Uid}/application/version";
        var sdk = server.AsOrganization();
        sdk.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "signageOS_SDK/2.11.0 node");
        Assert.Equal("[]", await server.AsOrganization().GetStringAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, (await sdk.GetAsync(path)).StatusCode);

        await PutAsync(server, device, "application/default/version", """{"version":"1.0.0"}""");
        await PutAsync(server, device, "application/default/version", """{"version":"2.0.0","applicationType":"tizen"}""");

        using var list = JsonDocument.Parse(await server.AsOrganization().GetStringAsync(path));
        Assert.Equal(["2.0.0", "1.0.0"], list.RootElement.EnumerateArray().Select(item => item.GetProperty("version").GetString()));
        using var one = JsonDocument.Parse(await sdk.GetStringAsync(path));
        Assert.Equal(list.RootElement[0].GetRawText(), one.RootElement.GetRawText());
        Assert.Equal("default", one.RootElement.GetProperty("applicationType").GetString());
        Assert.Equal(JsonValueKind.Null, one.RootElement.GetProperty("failedAt").ValueKind);
        Assert.Equal(JsonValueKind.String, list.RootElement[1].GetProperty("failedAt").ValueKind);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task The_firmware_is_what_was_asked_for_last_or_what_the_device_has(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        await server.WriteAsync(db => db.Attach(device).Entity.FirmwareVersion = "FW-1");

        var before = await FirmwareAsync(server, device);
        Assert.Matches("^DEVICE_CREATE_UID:[0-9a-f]{50}$", before.GetProperty("uid").GetString());
        Assert.Equal("FW-1", before.GetProperty("version").GetString());
        using var asked = await PutAsync(server, device, "firmware", """{"version":"FW-2"}""");
        using var again = await PutAsync(server, device, "firmware", """{"version":"FW-3"}""");

        using var body = JsonDocument.Parse(await again.Content.ReadAsStringAsync());
        Assert.Equal("OK", body.RootElement.GetProperty("message").GetString());
        var uid = body.RootElement.GetProperty("requestUid").GetString();
        Assert.EndsWith($"/action-log/{uid}", again.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        var after = await FirmwareAsync(server, device);
        Assert.Equal((uid, "FW-3"), (after.GetProperty("uid").GetString(), after.GetProperty("version").GetString()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Feature_tests_answer_without_a_body_and_can_be_read_at_once(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var client = server.AsOrganization();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/v1/device/{device.Uid}/test")).StatusCode);

        using var answer = await PutAsync(server, device, "test", """{"tests":["display","Display","video"]}""");

        Assert.Equal((HttpStatusCode.NoContent, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(answer.Headers.Location)).StatusCode);
        using var run = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{device.Uid}/feature-test"));
        Assert.Equal(
            ["deviceUid", "pendingTests", "successfulTests", "failedTests", "testResults", "createdAt", "finishedAt"],
            run.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["display", "video"], run.RootElement.GetProperty("pendingTests").EnumerateArray().Select(test => test.GetString()));
        Assert.Equal("{}", run.RootElement.GetProperty("testResults").GetRawText());
    }

    [Fact]
    public async Task Forms_are_taken_too()
    {
        await using var server = await PlacardServer.StartAsync();
        await server.HostCoreAppAsync("1.0.0");
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var client = server.AsOrganization();

        foreach (var (path, form) in new (string, Dictionary<string, string>)[]
        {
            ("application/default/version", new() { ["version"] = "1.0.0" }),
            ("package-install", new() { ["packageName"] = "org.example.signboard", ["version"] = "1.2.3" }),
            ("test", new() { ["tests[0]"] = "display", ["tests[1]"] = "video" }),
        })
        {
            using var body = new FormUrlEncodedContent(form);
            using var answer = await client.PutAsync($"/v1/device/{device.Uid}/{path}", body);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        }

        using var run = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{device.Uid}/test"));
        Assert.Equal(2, run.RootElement.GetProperty("pendingTests").GetArrayLength());
    }

    private static async Task<HttpResponseMessage> PutAsync(PlacardServer server, Device device, string path, string body)
    {
        var answer = await server.AsOrganization().PutAsync($"/v1/device/{device.Uid}/{path}", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }

    private static async Task<JsonElement> FirmwareAsync(PlacardServer server, Device device) =>
        await server.AsOrganization().GetFromJsonAsync<JsonElement>($"/v1/device/{device.Uid}/firmware");
}
