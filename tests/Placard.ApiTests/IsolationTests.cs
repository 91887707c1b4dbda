using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.TestKit;
using Placard.TestKit.Wire;
using Xunit;

namespace Placard.ApiTests;

/// <summary>Generated from the list of operations: whoever may not see a thing hears exactly what he would hear of a thing that does not exist.</summary>
public sealed partial class IsolationTests
{
    // Credentials are in the query or body of these, not in the header.
    private static readonly string[] ByPassword = ["CreateAccountSecurityToken", "DeleteAllAccountSecurityTokens", "DeleteOneAccountSecurityToken", "ReadInvitation", "AcceptInvitation"];

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Foreign_and_unknown_things_answer_alike(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        await device.SetVolumeAsync(10);
        await device.Management.TelemetryAsync("VOLUME", new System.Text.Json.Nodes.JsonObject { ["volume"] = 10 });
        var own = await IdsAsync(server, device);
        var unknown = own.ToDictionary(id => id.Key, id => Uids.Random(id.Value.Length), StringComparer.OrdinalIgnoreCase);
        var sibling = await server.CreateOrganizationAsync();
        var foreign = await server.CreateForeignOrganizationAsync();
        string[] strangers =
        [
            sibling.Key,
            foreign.Key,
            await server.CreateAccountAsync("stranger@example.org", foreign.Uid, Role.Owner),
        ];

        foreach (var operation in Operation.Done.Where(operation => Parameter().IsMatch(operation.Path) && !ByPassword.Contains(operation.Name)))
        {
            foreach (var key in strangers)
            {
                var toForeign = await CallAsync(server, operation, own, key);
                var toUnknown = await CallAsync(server, operation, unknown, key);

                Assert.True(toForeign.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{operation.Key} answered a stranger {toForeign.Status}: {toForeign.Body}");
                Assert.Equal((operation.Key, toUnknown), (operation.Key, toForeign));
            }
        }

        // Nothing of all that did anything.
        Assert.Equal(1, (await device.GetAsync("volume")).GetArrayLength());
        Assert.Equal(own["scheduledActionUid"], (await device.NewestAsync("scheduled-power-action")).GetProperty("uid").GetString());
        Assert.Equal(6, (await device.GetAsync("action-log")).GetArrayLength());
        Assert.Equal(1, (await device.GetAsync("applet/command")).GetArrayLength());
        Assert.Equal(device.Duid, (await device.GetAsync("")).GetProperty("duid").GetString());
        var version = $"/v1/applet/{own["appletUid"]}/version/{own["appletVersion"]}";
        Assert.Equal("own", await device.Client.GetStringAsync($"{version}/file/{own["appletFileName"]}"));
        Assert.Contains("\"binary\":\"own\"", await device.Client.GetStringAsync($"{version}/test/{own["testIdentifier"]}"), StringComparison.Ordinal);
        Assert.Contains("\"brand\":\"own\"", await device.Client.GetStringAsync($"/v1/bulk-provisioning/recipe/{own["recipeUid"]}"), StringComparison.Ordinal);
        Assert.Equal(own["timingUid"], (await device.NewestAsync("applet")).GetProperty("uid").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Without_valid_credentials_every_operation_is_refused(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        await using var device = await PairedDevice.StartAsync(server);
        var ids = await IdsAsync(server, device);
        var revoked = await RevokedAsync(server);
        string?[] keys = [null, "", ":", "undefined:undefined", $"{Uids.TokenId()}:{Uids.Secret()}", revoked, revoked.Split(':')[0] + ":x", "not.a.jwt"];

        foreach (var operation in Operation.Done.Where(operation => !ByPassword.Contains(operation.Name)))
        {
            foreach (var key in keys)
            {
                var (status, body) = await CallAsync(server, operation, ids, key);
                Assert.True(status == HttpStatusCode.Forbidden, $"{operation.Key} answered {status} to the key {key}: {body}");
                Assert.StartsWith("{\"status\":403,\"message\":", body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Lists_of_a_stranger_are_empty()
    {
        await using var server = await PlacardServer.StartAsync();
        await using var device = await PairedDevice.StartAsync(server);
        var stranger = server.AsOrganization(await server.CreateForeignOrganizationAsync());

        foreach (var path in new[] { "/v1/device", "/v2/device", "/v1/device/alive", "/v1/device/screenshot", "/v1/device/telemetry/latest", "/v1/emulator", "/v1/organization-tag", "/v1/location", "/v1/applet", "/v1/timing", "/v1/timing?current=true", "/v1/bulk-provisioning/recipe", $"/v1/device/alive?deviceUids={device.Uid}", $"/v2/device?search={device.Duid}" })
        {
            Assert.Equal("[]", await stranger.GetStringAsync(path));
        }
    }

    private static async Task<Dictionary<string, string>> IdsAsync(PlacardServer server, PairedDevice device)
    {
        var account = server.AsAccount();
        var organizationUid = server.Credentials.OrganizationUid;
        using var token = await account.PostAsJsonAsync($"/v1/organization/{organizationUid}/security-token", new { name = "isolation" });
        using var tokenJson = System.Text.Json.JsonDocument.Parse(await token.Content.ReadAsStringAsync());
        using var emulator = await account.PostAsJsonAsync("/v1/emulator", new { organizationUid });
        using var scheduled = await device.Client.PostAsJsonAsync(
            $"/v1/device/{device.Uid}/scheduled-power-action", new { powerAction = "APP_RESTART", weekdays = new[] { "MONDAY" }, time = "08:00:00" });
        var appletUid = await device.Client.CreateAppletAsync();
        var version = await device.Client.CreateVersionAsync(appletUid);
        await server.UploadFileAsync(device.Client, version, "own.txt", "own");
        using var test = await device.Client.PostAsJsonAsync($"{version}/test", new { identifier = "own.js", binary = "own" });
        using var command = await device.Client.PostAsJsonAsync($"/v1/device/{device.Uid}/applet/{appletUid}/command", new { command = new { type = "Go" } });
        using var tested = await device.Client.PutAsJsonAsync($"/v1/device/{device.Uid}/applet-test/{appletUid}/1.0.0", new { tests = new[] { "a" } });
        using var timing = await device.Client.PostAsJsonAsync("/v1/timing", new { deviceUid = device.Uid, appletUid, appletVersion = "1.0.0" });
        using var recipe = await device.Client.PostAsJsonAsync("/v1/bulk-provisioning/recipe", new { brand = "own", serialNumber = "1" });
        var timingUid = timing.Headers.Location!.Segments[^1];
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["appletUid"] = appletUid,
            ["appletVersion"] = "1.0.0",
            ["appletFileName"] = "own.txt",
            ["testIdentifier"] = "own.js",
            ["commandUid"] = command.Headers.Location!.Segments[^1],
            ["deviceUid"] = device.Uid,
            ["organizationUid"] = organizationUid,
            ["companyUid"] = await server.CompanyUidAsync(),
            ["accountId"] = (await server.AccountIdAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["emulatorUid"] = emulator.Headers.Location!.Segments[^1],
            ["organizationSecurityTokenId"] = tokenJson.RootElement.GetProperty("id").GetString()!,
            ["deviceAuthHash"] = (await device.GetAsync("authentication")).GetProperty("authHash").GetString()!,
            ["scheduledActionUid"] = scheduled.Headers.Location!.Segments[^1],
            ["actionUid"] = (await device.NewestAsync("action-log")).GetProperty("uid").GetString()!,
            ["timingUid"] = timingUid,
            ["assignmentUid"] = timingUid,
            ["tagUid"] = (await server.CreateTagAsync(organizationUid)).Uid,
            ["locationUid"] = (await server.CreateLocationAsync(organizationUid)).Uid,
            ["recipeUid"] = recipe.Headers.Location!.Segments[^1],
            ["deviceVerificationUid"] = await server.ReadAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
                System.Linq.Queryable.Select(db.DeviceVerifications, verification => verification.Uid))),
        };
    }

    private static async Task<string> RevokedAsync(PlacardServer server)
    {
        var account = server.AsAccount();
        var tokens = $"/v1/organization/{server.Credentials.OrganizationUid}/security-token";
        using var made = await account.PostAsJsonAsync(tokens, new { name = "revoked" });
        using var json = System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync());
        var (id, secret) = (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("securityToken").GetString()!);
        using var used = await server.WithKey($"{id}:{secret}").GetAsync("/v2/device");
        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        using var revoked = await account.DeleteAsync($"{tokens}/{id}");
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        return $"{id}:{secret}";
    }

    private static async Task<(HttpStatusCode Status, string Body)> CallAsync(
        PlacardServer server, Operation operation, Dictionary<string, string> ids, string? key)
    {
        var path = Parameter().Replace(operation.Path, match => match.Groups["name"].Value switch
        {
            "telemetryType" => "VOLUME",
            "applicationType" => "default",
            "uid" when operation.Path.StartsWith("/v1/organization-tag/", StringComparison.Ordinal) => ids["tagUid"],
            "subscriptionType" => "basic",
            "billingPlan" => "medium",
            var name => ids[name],
        });
        using var request = new HttpRequestMessage(new(operation.Method), path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Auth", key);
        }

        if (operation.Method is "PUT" or "POST")
        {
            request.Content = new StringContent(
                $$"""{"volume":11,"brightness1":11,"locked":true,"appletEnabled":true,"nativeEnabled":true,"devicePowerAction":"APP_RESTART","name":"intruder","title":"intruder","email":"intruder@example.org","role":"owner","verificationHash":"ffffff","organizationUid":"{{ids["organizationUid"]}}","deviceUid":"{{ids["emulatorUid"]}}","version":"1.0.0","packageName":"intruder","tests":["info"],"orientation":"PORTRAIT","timezone":"Asia/Tokyo","type":"TIMER_1","level":"NATIVE","powerAction":"APP_RESTART","weekdays":["MONDAY"],"time":"1616140800000","enabled":false,"url":"x","enable":false,"entryFile":"index.html","path":"intruder.js","hash":"d41d8cd98f00b204e9800998ecf8427e","identifier":"intruder","binary":"intruder","command":{"type":"Go"},"appletUid":"{{ids["appletUid"]}}","appletVersion":"1.0.0","appletPublicUrl":"http://10.0.0.1","coordinates":{"lat":1,"long":2},"attachments":["x"],"brand":"intruder","serialNumber":"intruder"}""",
                Encoding.UTF8,
                "application/json");
        }

        using var client = new HttpClient { BaseAddress = server.ApiUrl };
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
