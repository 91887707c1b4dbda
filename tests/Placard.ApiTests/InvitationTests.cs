using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

public sealed partial class InvitationTests
{
    private const string Password = "a long and secret sentence";

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_invited_person_takes_over_the_account_by_the_mail_and_logs_in(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var code = await InviteAsync(server, "jane@example.org");
        var anonymous = server.Anonymous();

        using var shown = JsonDocument.Parse(await (await anonymous.PostAsJsonAsync("/v1/account/invitation/read", new { code })).Content.ReadAsStringAsync());
        Assert.Equal("jane@example.org", shown.RootElement.GetProperty("email").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, await LogInAsync(anonymous));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AcceptAsync(anonymous, code)));

        Assert.Single(accepted, HttpStatusCode.OK);
        Assert.All(accepted.Where(status => status != HttpStatusCode.OK), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.Equal(HttpStatusCode.Created, await LogInAsync(anonymous));
        var member = Assert.Single(
            await server.AsAccount().WalkAsync($"/v1/organization/{server.Credentials.OrganizationUid}/member"),
            member => member.GetProperty("email").GetString() == "jane@example.org");
        Assert.Equal("Jane", member.GetProperty("firstname").GetString());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_code_that_is_unknown_or_whose_person_was_removed_answers_alike(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var code = await InviteAsync(server, "jane@example.org");
        var members = $"/v1/organization/{server.Credentials.OrganizationUid}/member";
        var id = (await server.AsAccount().WalkAsync(members)).Single(member => member.GetProperty("email").GetString() == "jane@example.org").GetProperty("id").GetInt64();
        using var removed = await server.AsAccount().DeleteAsync($"{members}/{id}");
        removed.EnsureSuccessStatusCode();

        foreach (var operation in new[] { "read", "accept" })
        {
            var body = new { code, firstname = "Jane", lastname = "Roe", password = Password };
            using var gone = await server.Anonymous().PostAsJsonAsync($"/v1/account/invitation/{operation}", body);
            using var unknown = await server.Anonymous().PostAsJsonAsync($"/v1/account/invitation/{operation}", body with { code = new string('0', 60) });
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            Assert.Equal(await unknown.Content.ReadAsStringAsync(), await gone.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_short_password_is_refused_and_the_code_stays_good()
    {
        await using var server = await PlacardServer.StartAsync();
        var code = await InviteAsync(server, "jane@example.org");

        using var refused = await server.Anonymous().PostAsJsonAsync("/v1/account/invitation/accept", new { code, firstname = "Jane", lastname = "Roe", password = "short" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("password", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await AcceptAsync(server.Anonymous(), code));
    }

    private static async Task<string> InviteAsync(PlacardServer server, string email)
    {
        using var added = await server.AsAccount().PostAsJsonAsync($"/v1/organization/{server.Credentials.OrganizationUid}/member", new { email, role = "user" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var outbox = Path.Combine(server.DataDirectory, "outbox");
        var mail = await Eventually.GetAsync(
            "the mail is written",
            async () => Directory.Exists(outbox) && Directory.GetFiles(outbox, "*.eml") is [var file] ? await File.ReadAllTextAsync(file) : null);
        return Link().Match(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal)).Groups["code"].Value;
    }

    private static async Task<HttpStatusCode> AcceptAsync(HttpClient client, string code)
    {
        using var answer = await client.PostAsJsonAsync("/v1/account/invitation/accept", new { code, firstname = "Jane", lastname = "Roe", password = Password });
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> LogInAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/v1/account/security-token", new { identification = "jane@example.org", password = Password });
        return answer.StatusCode;
    }

    [GeneratedRegex("/invitation#(?<code>[0-9a-f]{60})", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
