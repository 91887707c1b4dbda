using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Auditing;
using Placard.Domain.Provisioning;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests.Provisioning;

public sealed class RecipeCsvTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_file_becomes_recipes(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        var (north, south, location) = (await server.CreateTagAsync(own), await server.CreateTagAsync(own, "South"), await server.CreateLocationAsync(own));
        var applet = await server.CreateAppletAsync();

        using var answer = await client.UploadAsync(
            "\uFEFFdeviceName;brand;serialNumber;macAddress;tagUids;locationUid;appletUid;appletVersion;configuration;model\r\n"
            + $"\"Left; \"\"big\"\"\";LGE;1;12:34:56:78:90:ab;\"{south.Uid};{north.Uid}\";{location.Uid};{applet};1.0.0;\"{{\"\"a\"\":\r\n1}}\";\r\n"
            + ";;;;;;;;;\r\n\r\n"
            + $"Rechts ü 漢;Samsung;2;;{north.Uid};;;;;QM\r\n");

        Assert.Equal((HttpStatusCode.OK, """{"message":"OK","linesProcessed":2}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        var recipes = (await client.JsonAsync(RecipeCalls.Path)).EnumerateArray().OrderBy(recipe => recipe.GetProperty("serialNumber").GetString()).ToArray();
        var (one, two) = (recipes[0], recipes[1]);
        Assert.Equal(
            $$"""{"uid":"{{one.GetProperty("uid")}}","organizationUid":"{{own}}","status":"Pending","brand":"LGE","serialNumber":"1","macAddress":"12:34:56:78:90:ab","tagUids":["{{south.Uid}}","{{north.Uid}}"],"deviceName":"Left; \"big\"","locationUid":"{{location.Uid}}","appletUid":"{{applet}}","appletVersion":"1.0.0","configuration":{"a":1},"createdAt":"{{one.GetProperty("createdAt")}}"}""",
            one.GetRawText());
        Assert.Equal(
            $$"""{"uid":"{{two.GetProperty("uid")}}","organizationUid":"{{own}}","status":"Pending","brand":"Samsung","model":"QM","serialNumber":"2","tagUids":["{{north.Uid}}"],"deviceName":"Rechts ü 漢","createdAt":"{{two.GetProperty("createdAt")}}"}""",
            two.GetRawText());

        // They are like any others.
        await client.PutAsync($"{RecipeCalls.Path}/{two.GetProperty("uid")}", new StringContent("""{"serialNumber":"1","brand":"LGE"}""", Encoding.UTF8, "application/json"))
            .RefusedAsync(HttpStatusCode.Conflict);
        var record = await server.ReadAsync(db => db.Set<AuditRecord>().SingleAsync(record => record.ObjectType == nameof(ProvisioningRecipe)));
        Assert.Equal(("created", own, """{"linesProcessed":2}"""), (record.Operation, record.OrganizationUid, record.After));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Every_error_is_told_with_its_line_and_nothing_is_stored(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var client = server.AsOrganization();
        var foreign = await server.CreateForeignOrganizationAsync();
        var tag = await server.CreateTagAsync(foreign.Uid);
        await client.CreateRecipeAsync(new { brand = "LG", serialNumber = "stored", macAddress = "aa:bb:cc:dd:ee:01" });

        await Refused(
            $"""
            brand,serialNumber,macAddress,tagUids,locationUid,configuration,policyUid
            LG,1,,,,,
            ,2,,,,,
            LG,,,,,,

            LG,3,x,,,,
            LG,4,,{tag.Uid},nowhere,,
            LG,5,,,,no json,
            lg,"1",,,,,
            LG,6
            LG,STORED,,,,,
            LG,8,AABBCCDDEE01,,,,
            LG,9,,,,,p
            """,
            "line 3: brand - is required",
            "line 4: serialNumber - or macAddress is required",
            "line 6: macAddress - must be the MAC address",
            $"line 7: tagUids - names a tag that the organization does not have: {tag.Uid}",
            "line 7: locationUid - names a location",
            "line 8: configuration - must be an object",
            "line 9: serialNumber - names the same device as line 2",
            "line 10: line - has 2 cells where the header has 7",
            "line 11: serialNumber - names a device that a pending recipe of the company names already",
            "line 12: macAddress - names a device that a pending recipe",
            "line 13: policyUid - names a policy");

        await Refused("brand,serialNumber\nLG,1,2", "line 2: line - has 3 cells");
        await Refused("brand,colour,serialNumber\nLG,red,1", "line 1: header - names the unknown column \\\"colour\\\"", "known are appletUid");
        await Refused("brand,Brand,serialNumber,seriaNumber\nLG,LG,1,1", "line 1: header - names the column Brand twice", "names the column serialNumber twice");
        await Refused("serialNumber\n1", "line 1: header - must name the column brand");
        await Refused("brand,model\nLG,x", "line 1: header - must name the column serialNumber or macAddress");
        await Refused("LG,1\nLG,2", "names the unknown column \\\"LG\\\"");
        await Refused("", "line 1: file - has no header");
        await Refused("brand,serialNumber\n\n", "line 1: file - has no recipes below the header");
        await Refused("brand,serialNumber\nLG,\"1\nLG,2", "line 2: file - has a quote that is never closed");
        await Refused("brand,serialNumber\nLG,\n,1\nLG,x\"y", "line 2: serialNumber - ", "line 3: brand - ", "line 4: file - has a quote inside");

        // As many as anybody reads, and how many more there are.
        await Refused("brand,serialNumber\n" + string.Concat(Enumerable.Repeat(",1\n", 250)), "line 2: brand", "line 101: brand", "file - and 150 more errors");

        await client.UploadAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("brand,serialNumber\nLG,1")).ToArray()).RefusedAsync(HttpStatusCode.BadRequest, "line 1: file - is UTF-16; the file must be UTF-8");
        await client.UploadAsync(Encoding.Latin1.GetBytes("brand,serialNumber\nLG,1\nLG,é")).RefusedAsync(HttpStatusCode.BadRequest, "line 3: file - is not UTF-8");
        await client.UploadAsync("brand,serialNumber\nLG,1", type: "text/csv; charset=windows-1252").RefusedAsync(HttpStatusCode.BadRequest, "Content-Type - must name no charset but utf-8");
        await client.UploadAsync("""{"brand":"LG"}""", type: "application/json").RefusedAsync(HttpStatusCode.BadRequest, "Content-Type - must be text/csv");

        Assert.Equal(1, await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipe>().CountAsync()));

        Task Refused(string csv, params string[] parts) => client.UploadAsync(csv).RefusedAsync(HttpStatusCode.BadRequest, parts);
    }

    [Fact]
    public async Task Files_have_a_limit_of_lines_and_bytes()
    {
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup
        {
            Settings = new Dictionary<string, string?> { ["Provisioning:MostCsvRecipes"] = "3", ["Provisioning:MostCsvBytes"] = "2000" },
        });
        var client = server.AsOrganization();

        await client.UploadAsync("brand,serialNumber\nLG,1\nLG,2\nLG,3\nLG,4").RefusedAsync(HttpStatusCode.BadRequest, "line 5: file - has more than 3 recipes");
        await client.UploadAsync("brand,serialNumber\nLG," + new string('x', 2000)).RefusedAsync(HttpStatusCode.RequestEntityTooLarge);
        using var fits = await client.UploadAsync("brand,serialNumber\nLG,1\nLG,2\nLG,3\n\n\n");
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_large_file_is_stored_whole(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var (client, own) = (server.AsOrganization(), server.Credentials.OrganizationUid);
        var (tag, location) = (await server.CreateTagAsync(own), await server.CreateLocationAsync(own));
        const int Count = 12_000;
        var csv = new StringBuilder("brand,model,serialNumber,macAddress,tagUids,locationUid,deviceName\n");
        for (var index = 0; index < Count; index++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"LGE,55SM5C-BF-1,SN{index},02{index:x10},{tag.Uid},{location.Uid},Display number {index}\n");
        }

        // More than what other bodies may have.
        Assert.True(csv.Length > 1024 * 1024);
        using var answer = await client.UploadAsync(csv.ToString());
        Assert.Equal($$"""{"message":"OK","linesProcessed":{{Count}}}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(Count, await server.ReadAsync(db => db.AcrossOrganizations<ProvisioningRecipeTag>().CountAsync()));
        await client.UploadAsync(csv.ToString()).RefusedAsync(HttpStatusCode.BadRequest, "line 2: serialNumber - names a device that", $"file - and {(2 * Count) - 100} more errors");
    }
}
