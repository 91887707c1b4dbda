using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Placard.Domain;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed class DeviceAppletTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly PlacardServer _server = shared.Server;

    [Theory]
    [InlineData("POST", "applet/{applet}/command", "{}", "command")]
    [InlineData("POST", "applet/{applet}/command", """{"command":null}""", "command")]
    [InlineData("POST", "applet/{applet}/command", """{"command":"Go"}""", "command")]
    [InlineData("POST", "applet/{applet}/command", """{"command":[{"type":"Go"}]}""", "command")]
    [InlineData("POST", "applet/{applet}/command", """{"command":{}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"command":{"type":7}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"command":{"type":{"type":"Go"}}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"command":{"type":""}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"command":{"type":"a b"}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"command":{"type":"ä"}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"commandPayload":{"type":"a:b"}}""", "command.type")]
    [InlineData("POST", "applet/{applet}/command", """{"commandPayload":7}""", "commandPayload")]
    [InlineData("PUT", "applet-test/{applet}/1.0.0", "{}", "tests")]
    [InlineData("PUT", "applet-test/{applet}/1.0.0", """{"tests":[]}""", "tests")]
    [InlineData("PUT", "applet-test/{applet}/1.0.0", """{"tests":"a"}""", "tests")]
    [InlineData("PUT", "applet-test/{applet}/1.0.0", """{"tests":[null]}""", "tests")]
    [InlineData("PUT", "applet-test/{applet}/1.0.0", """{"tests":[""]}""", "tests")]
    [InlineData("PUT", "applet-test/{applet}/1.0.0", """{"tests":["a\tb"]}""", "tests")]
    [InlineData("POST", "connect", "{}", "appletUid")]
    [InlineData("POST", "connect", """{"appletUid":"a","appletVersion":"1"}""", "appletPublicUrl")]
    [InlineData("POST", "connect", """{"appletUid":"a","appletVersion":1,"appletPublicUrl":"http://x"}""", "appletVersion")]
    [InlineData("POST", "connect", """{"appletUid":"a","appletVersion":"1","appletPublicUrl":"file:///etc/passwd"}""", "appletPublicUrl")]
    [InlineData("POST", "connect", """{"appletUid":"a","appletVersion":"1","appletPublicUrl":"/relative"}""", "appletPublicUrl")]
    public async Task What_is_wrong_is_named_and_leaves_nothing(string method, string path, string body, string field)
    {
        var device = await _server.CreateDeviceAsync(_server.Credentials.OrganizationUid);
        var applet = await _server.CreateAppletAsync();

        var (status, text) = await CallAsync(method, $"/v1/device/{device.Uid}/{path.Replace("{applet}", applet, StringComparison.Ordinal)}", body);

        Assert.True(status == HttpStatusCode.BadRequest, $"{status}: {text}");
        using var json = JsonDocument.Parse(text);
        Assert.Contains($"- {field} - ", json.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("[]", await _server.AsOrganization().GetStringAsync($"/v1/device/{device.Uid}/action-log"));
        Assert.Equal("[]", await _server.AsOrganization().GetStringAsync($"/v1/device/{device.Uid}/applet/command"));
    }

    [Fact]
    public async Task A_command_may_be_long_but_not_longer()
    {
        var device = await _server.CreateDeviceAsync(_server.Credentials.OrganizationUid);
        var applet = await _server.CreateAppletAsync();
        var path = $"/v1/device/{device.Uid}/applet/{applet}/command";

        var (taken, _) = await CallAsync("POST", path, $$$"""{"command":{"type":"Go","text":"{{{new string('x', 65_000)}}}"}}""");
        var (refused, text) = await CallAsync("POST", path, $$$"""{"command":{"type":"Go","text":"{{{new string('x', 66_000)}}}"}}""");

        Assert.Equal(HttpStatusCode.Accepted, taken);
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("- command - must have at most 65536 bytes", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_may_come_as_a_form()
    {
        var device = await _server.CreateDeviceAsync(_server.Credentials.OrganizationUid);
        var applet = await _server.CreateAppletAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["command[type]"] = "Go", ["command[name]"] = "welcome" });

        using var answer = await _server.AsOrganization().PostAsync($"/v1/device/{device.Uid}/applet/{applet}/command", form);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var list = JsonDocument.Parse(await _server.AsOrganization().GetStringAsync($"/v1/device/{device.Uid}/applet/command"));
        Assert.Equal("""{"type":"Go","name":"welcome"}""", list.RootElement[0].GetProperty("command").GetRawText());
    }

    [Fact]
    public async Task Unknown_and_foreign_applets_versions_and_commands_are_not_found()
    {
        var own = _server.Credentials.OrganizationUid;
        var device = await _server.CreateDeviceAsync(own);
        var (applet, sibling) = (await _server.CreateAppletAsync(organizationUid: own), await _server.CreateAppletAsync(organizationUid: (await _server.CreateOrganizationAsync()).Uid));
        var root = $"/v1/device/{device.Uid}";
        using var made = await _server.AsOrganization().PostAsJsonAsync($"{root}/applet/{applet}/command", new { command = new { type = "Go" } });
        var command = made.Headers.Location!.Segments[^1];
        const string Body = """{"command":{"type":"Go"},"tests":["a"]}""";

        // An account that sees both organizations can't put an applet of one on a device of the other either.
        foreach (var client in new[] { _server.AsOrganization(), _server.AsAccount() })
        {
            foreach (var (method, path) in new[]
            {
                ("POST", $"{root}/applet/{sibling}/command"),
                ("POST", $"{root}/applet/{Uids.Random(50)}/command"),
                ("PUT", $"{root}/applet-test/{sibling}/1.0.0"),
                ("PUT", $"{root}/applet-test/{applet}/9.9.9"),
                ("GET", $"{root}/applet-test/{applet}/1.0.0"),
                ("GET", $"{root}/applet/{sibling}/command/{command}"),
                ("GET", $"{root}/applet/{applet}/command/{Uids.Random(50)}"),
                ("GET", $"/v1/device/{(await _server.CreateDeviceAsync(own)).Uid}/applet/{applet}/command/{command}"),
            })
            {
                var (status, text) = await CallAsync(method, path, method == "GET" ? null : Body, client);
                Assert.True(status == HttpStatusCode.NotFound, $"{method} {path}: {status} {text}");
            }
        }

        using var list = JsonDocument.Parse(await _server.AsOrganization().GetStringAsync($"{root}/applet/command"));
        Assert.Equal(command, Assert.Single(list.RootElement.EnumerateArray()).GetProperty("uid").GetString());
        Assert.Equal("[]", await _server.AsOrganization().GetStringAsync($"{root}/applet/{sibling}/command"));
    }

    private async Task<(HttpStatusCode Status, string Text)> CallAsync(string method, string path, string? body, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await (client ?? _server.AsOrganization()).SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
