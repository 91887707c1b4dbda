using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Placard.TestKit;
using Placard.Workers.Reports;
using Xunit;

namespace Placard.WorkersTests;

public sealed class ReportTests
{
    private const string Kind = "device-reports";
    private const string Connected = "Web.Socket.Connected";
    private const string Disconnected = "Web.Socket.Disconnected";
    private const string Ready = "Applet.ActiveAppletReady";

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_day_that_is_over_has_a_file_for_each_type_that_can_be_downloaded(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        var uid = (await lab.Server.CreateDeviceAsync(organization)).Uid;
        await lab.EventsAsync(
            (uid, organization, Connected, """{"socketName":"front"}""", At(19, 8)),
            (uid, organization, Disconnected, """{"socketName":"front","reason":"=cmd|' /C calc'!A0","context":{"code":1006}}""", At(19, 9)),
            (uid, organization, Disconnected, """{"reason":"a \"b\", c"}""", At(19, 7)),
            (uid, organization, Ready, """{"appletUid":"a1","timingChecksum":"c1"}""", At(18, 23)),
            (uid, organization, "System.SystemLog", """{"type":"DeviceAlive"}""", At(19, 8)),
            (uid, organization, Connected, """{"socketName":"front"}""", At(20, 8)),
            (uid, "", Connected, """{"socketName":"nobody's"}""", At(19, 8)));

        await lab.RunAsync(Kind);

        var client = lab.Server.AsOrganization();
        var reports = await ListAsync(client, uid);
        Assert.Equal(
            [("Applet.ActiveAppletReady_Applet.Ready", "2026-11-18.csv"), ("Web.Socket.Connected_Device.Connect", "2026-11-19.csv"), ("Web.Socket.Disconnected_Device.Disconnect", "2026-11-19.csv")],
            reports.Select(report => (Text(report, "type"), Text(report, "urn").Split('/')[^1])).Order());
        var lost = reports.Single(report => Text(report, "type").StartsWith(Disconnected, StringComparison.Ordinal));
        Assert.StartsWith(lab.Server.ContentUrl.GetLeftPart(UriPartial.Authority) + Text(lost, "urn"), Text(lost, "uri"), StringComparison.Ordinal);
        const string Expected =
            "createdAt,deviceUid,socketName,reason,context\r\n" +
            "2026-11-19T07:00:00.000Z,{uid},,\"a \"\"b\"\", c\",\r\n" +
            "2026-11-19T09:00:00.000Z,{uid},front,\"'=cmd|' /C calc'!A0\",\"{\"\"code\"\":1006}\"\r\n";

        var content = lab.Server.OfContent();
        using var plain = await content.GetAsync(Text(lost, "uri"));
        Assert.Equal(Expected.Replace("{uid}", uid, StringComparison.Ordinal), await plain.Content.ReadAsStringAsync());
        Assert.Equal("text/csv", plain.Content.Headers.ContentType!.MediaType);
        Assert.Equal("2026-11-19.csv", plain.Content.Headers.ContentDisposition!.FileName);
        using var packed = await content.GetAsync(Text(lost, "uri").Replace(".csv?", ".zip?", StringComparison.Ordinal));
        await using var zip = new ZipArchive(await packed.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(await zip.GetEntry("2026-11-19.csv")!.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await reader.ReadToEndAsync(TestContext.Current.CancellationToken));

        using var unsigned = await content.GetAsync(Text(lost, "urn"));
        using var other = await content.GetAsync(Text(lost, "uri").Replace(Text(lost, "urn"), Text(reports.First(report => Text(report, "urn") != Text(lost, "urn")), "urn"), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, unsigned.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_arrives_late_is_added_and_what_was_deleted_meanwhile_stays_in_the_file(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        var uid = (await lab.Server.CreateDeviceAsync(organization)).Uid;
        await lab.EventsAsync((uid, organization, Ready, """{"appletUid":"a1"}""", At(10, 8)), (uid, organization, Ready, """{"appletUid":"a1"}""", At(10, 8)));
        await lab.RunAsync(Kind);
        var first = Assert.Single(await ListAsync(lab.Server.AsOrganization(), uid));
        await lab.Database.WriteAsync((db, token) => db.AcrossOrganizations<Domain.Devices.DeviceEvent>().ExecuteDeleteAsync(token), CancellationToken.None);

        lab.Time.Advance(TimeSpan.FromHours(1));
        await lab.EventsAsync((uid, organization, Ready, """{"appletUid":"late"}""", At(10, 7)));
        await lab.RunAsync(Kind);

        var again = Assert.Single(await ListAsync(lab.Server.AsOrganization(), uid));
        Assert.Equal(Text(first, "urn"), Text(again, "urn"));
        Assert.NotEqual(Text(first, "createdAt"), Text(again, "createdAt"));
        var lines = (await lab.Server.OfContent().GetStringAsync(Text(again, "uri"))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([",late,", ",a1,", ",a1,"], lines.Skip(1).Select(line => line[(24 + 1 + 53)..]));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Commands_of_applets_have_a_file_for_both_directions_to_which_late_ones_are_added(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        var former = await lab.Server.CreateForeignOrganizationAsync();
        var uid = (await lab.Server.CreateDeviceAsync(organization)).Uid;
        await lab.CommandsAsync(
            (uid, organization, "Get", false, At(19, 8)), (uid, organization, "Got", true, At(19, 9)), (uid, former.Uid, "Theirs", true, At(19, 9)), (uid, organization, "Today", true, At(20, 9)));
        await lab.RunAsync(Kind);
        var first = Assert.Single(await ListAsync(lab.Server.AsOrganization(), uid));
        Assert.Equal("Applet.ActiveAppletDispatchCommand_Applet.Command", Text(first, "type"));
        await lab.Database.WriteAsync((db, token) => db.AcrossOrganizations<Domain.Content.AppletCommand>().ExecuteDeleteAsync(token), CancellationToken.None);

        lab.Time.Advance(TimeSpan.FromHours(1));
        await lab.CommandsAsync((uid, organization, "Late", true, At(19, 7)));
        await lab.RunAsync(Kind);

        var report = Assert.Single(await ListAsync(lab.Server.AsOrganization(), uid));
        const string Expected =
            "createdAt,deviceUid,uid,direction,appletUid,timingChecksum,type,command\r\n" +
            "2026-11-19T07:00:00.000Z,{uid},u0-Late,from,a1,c1,Late,\"{\"\"type\"\":\"\"Late\"\",\"\"text\"\":\"\"=\\ud800\"\"}\"\r\n" +
            "2026-11-19T08:00:00.000Z,{uid},u0-Get,to,a1,,Get,\"{\"\"type\"\":\"\"Get\"\",\"\"text\"\":\"\"=\\ud800\"\"}\"\r\n" +
            "2026-11-19T09:00:00.000Z,{uid},u1-Got,from,a1,c1,Got,\"{\"\"type\"\":\"\"Got\"\",\"\"text\"\":\"\"=\\ud800\"\"}\"\r\n";
        Assert.Equal(Expected.Replace("{uid}", uid, StringComparison.Ordinal), await lab.Server.OfContent().GetStringAsync(Text(report, "uri")));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_command_that_was_sent_by_rest_is_in_the_file_of_its_day(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        var uid = (await lab.Server.CreateDeviceAsync(organization)).Uid;
        var applet = await lab.Server.CreateAppletAsync(organizationUid: organization);
        using var sent = await lab.Server.AsOrganization().PostAsJsonAsync($"/v1/device/{uid}/applet/{applet}/command", new { command = new { type = "Go" } });
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);

        lab.Time.Advance(TimeSpan.FromDays(1));
        await lab.RunAsync(Kind);

        var report = Assert.Single(await ListAsync(lab.Server.AsOrganization(), uid));
        Assert.Contains($"{sent.Headers.Location!.Segments[^1]},to,{applet},,Go,", await lab.Server.OfContent().GetStringAsync(Text(report, "uri")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_file_is_due_until_it_holds_all_and_a_death_between_loses_nothing(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        var uids = new List<string>();
        foreach (var _ in Enumerable.Range(0, 60))
        {
            uids.Add((await lab.Server.CreateDeviceAsync(organization)).Uid);
        }

        await lab.EventsAsync([.. uids.Select(uid => (uid, organization, Connected, "{}", At(19, 8)))]);

        // A runner takes the job, stores some files and dies.
        await lab.AddAsync(Kind);
        Assert.Single(await lab.Store.ClaimAsync([Kind], 1, CancellationToken.None));
        lab.Time.Advance(lab.Options.Lease);
        await lab.RunAsync(Kind);
        await lab.RunAsync(Kind);

        Assert.Equal(60, await lab.Database.ReadAsync(db => db.AcrossOrganizations<Domain.Devices.DeviceReport>().CountAsync()));
        Assert.Equal(0, await lab.Database.ReadAsync(db => db.AcrossOrganizations<Domain.Devices.DueReport>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_day_of_a_device_that_moved_is_told_to_each_owner_apart(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var former = await lab.Server.CreateForeignOrganizationAsync();
        var organization = lab.Server.Credentials.OrganizationUid;
        var uid = (await lab.Server.CreateDeviceAsync(organization)).Uid;
        await lab.EventsAsync((uid, former.Uid, Ready, """{"appletUid":"theirs"}""", At(19, 8)), (uid, organization, Ready, """{"appletUid":"ours"}""", At(19, 9)));

        await lab.RunAsync(Kind);

        var report = Assert.Single(await ListAsync(lab.Server.AsOrganization(), uid));
        var text = await lab.Server.OfContent().GetStringAsync(Text(report, "uri"));
        Assert.Contains("ours", text, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", text, StringComparison.Ordinal);
        Assert.Empty(await ListAsync(lab.Server.AsOrganization(), uid, "?createdSince=2030-01-01"));
        Assert.Empty(await ListAsync(lab.Server.AsOrganization(), uid, "?createdUntil=2020-01-01"));
    }

    [Fact]
    public void Any_text_survives_a_file_and_none_begins_a_formula() =>
        Gen.Select(Gen.String[Gen.Char["=+-@\t\r\n\",ab"], 0, 8], Gen.String[Gen.Char["=+-@\t\r\n\",ab"], 0, 8]).Array[0, 4].Sample(rows =>
        {
            var text = string.Concat(rows.Select(row => Csv.Line([row.Item1, row.Item2])));

            var parsed = Parse(text);
            Assert.Equal(rows.Length, Csv.Lines(text).Count());
            Assert.Equal(rows.SelectMany(row => new[] { row.Item1, row.Item2 }), parsed.Select(cell => cell.StartsWith('\'') && cell.Length > 1 && "=+-@\t\r\n".Contains(cell[1]) ? cell[1..] : cell));
            Assert.All(parsed, cell => Assert.False(cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0])));
        });

    // As RFC 4180 says, by another hand than the writer's.
    private static List<string> Parse(string text)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (quoted && letter == '"' && index + 1 < text.Length && text[index + 1] == '"')
            {
                cell.Append('"');
                index++;
            }
            else if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (letter == ',' || letter == '\n'))
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (quoted || letter != '\r')
            {
                cell.Append(letter);
            }
        }

        return cells;
    }

    private static DateTime At(int day, int hour) => new(2026, 11, day, hour, 0, 0, DateTimeKind.Utc);

    private static string Text(JsonElement report, string member) => report.GetProperty(member).GetString()!;

    private static async Task<JsonElement[]> ListAsync(HttpClient client, string uid, string query = "")
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync($"/v1/device/{uid}/report{query}"));
        return [.. json.RootElement.EnumerateArray().Select(report => report.Clone())];
    }
}
