using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain;
using Placard.Domain.Accounts;
using Placard.Domain.Devices;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

/// <summary>What the filters of the lists find that are not lists of devices themselves.</summary>
public sealed class ListFilterTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Organizations(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var own = server.Credentials.OrganizationUid;
        var (branch, foreign) = (await server.CreateOrganizationAsync("Branch"), await server.CreateForeignOrganizationAsync());
        await server.CreateAccountAsync("jane@example.org", branch.Uid, Role.User);
        var jane = await server.ReadAsync(db => db.Accounts.Where(account => account.Email == "jane@example.org").Select(account => account.Id).SingleAsync());
        var client = server.AsAccount();

        await FindsAsync(client, "/v1/organization", branch.Uid, own);
        await FindsAsync(client, $"/v1/organization?uids={own},{foreign.Uid}", own);
        await FindsAsync(client, $"/v1/organization?uids={own}&uids={branch.Uid}", branch.Uid, own);
        await FindsAsync(client, $"/v1/organization?organizationUid={branch.Uid}", branch.Uid);
        await FindsAsync(client, "/v1/organization?name=Branch", branch.Uid);
        await FindsAsync(client, "/v1/organization?name=Bran");
        await FindsAsync(client, "/v1/organization?name=Foreign");
        await FindsAsync(client, $"/v1/organization?accountId={jane}", branch.Uid);
        await FindsAsync(client, $"/v1/organization?companyUid={branch.CompanyUid}", branch.Uid, own);
        await FindsAsync(client, $"/v1/organization?companyUid={foreign.CompanyUid}");
        await FindsAsync(client, $"/v1/organization?companyUid={branch.CompanyUid}&descending=0&limit=1", own);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Emulators(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var own = server.Credentials.OrganizationUid;
        var (branch, foreign) = (await server.CreateOrganizationAsync(), await server.CreateForeignOrganizationAsync());
        var client = server.AsAccount();
        var (first, second, third) = (await MadeAsync(client, own), await MadeAsync(client, own), await MadeAsync(client, branch.Uid));
        var strange = await MadeAsync(server.AsOrganization(foreign), foreign.Uid);
        await server.CreateDeviceAsync(own);

        await FindsAsync(client, "/v1/emulator", third, second, first);
        await FindsAsync(client, $"/v1/emulator?organizationUid={own}", second, first);
        await FindsAsync(client, $"/v1/emulator?organizationUids={own},{branch.Uid}", third, second, first);
        await FindsAsync(client, $"/v1/emulator?uids={first},{third},{strange}", third, first);
        await FindsAsync(client, $"/v1/emulator?organizationUid={branch.Uid}&uids={first}");
        using var refused = await client.GetAsync($"/v1/emulator?organizationUids={foreign.Uid}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Lists_over_devices_that_take_their_uids(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var own = server.Credentials.OrganizationUid;
        var (first, second, silent) = (await server.CreateDeviceAsync(own), await server.CreateDeviceAsync(own), await server.CreateDeviceAsync(own));
        var foreign = await server.CreateDeviceAsync((await server.CreateForeignOrganizationAsync()).Uid);
        await server.WriteAsync(db =>
        {
            foreach (var device in new[] { first, second, foreign })
            {
                db.AddRange(
                    new TelemetryLatest { DeviceUid = device.Uid, OrganizationUid = device.OrganizationUid!, Type = "VOLUME", Data = "{}", UpdatedAt = DateTime.UnixEpoch },
                    new Screenshot { Uid = Uids.Random(50), DeviceUid = device.Uid, OrganizationUid = device.OrganizationUid!, TakenAt = DateTime.UnixEpoch, BlobHash = "", ContentType = "image/png" });
            }
        });
        var client = server.AsOrganization();

        await FindsAsync(client, "/v1/device/alive", silent.Uid, second.Uid, first.Uid);
        await FindsAsync(client, $"/v1/device/alive?deviceUids={first.Uid},{foreign.Uid}", first.Uid);
        await FindsAsync(client, "/v1/device/alive?limit=1&descending=false", first.Uid);
        await FindsDevicesAsync(client, "/v1/device/telemetry/latest", silent.Uid, second.Uid, first.Uid);
        await FindsDevicesAsync(client, $"/v1/device/telemetry/latest?deviceUids={second.Uid}&deviceUids={foreign.Uid}", second.Uid);
        await FindsDevicesAsync(client, "/v1/device/screenshot", second.Uid, first.Uid);
        await FindsDevicesAsync(client, $"/v1/device/screenshot?deviceUids={first.Uid},{silent.Uid},{foreign.Uid}", first.Uid);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Lists_of_one_device_by_time(DatabaseKind database)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await PlacardServer.StartAsync(new PlacardServerSetup { Database = database, Time = time });
        var device = await server.CreateDeviceAsync(server.Credentials.OrganizationUid);
        var client = server.AsOrganization();
        var times = new List<string>();
        foreach (var volume in new[] { 1, 2, 3 })
        {
            time.Advance(TimeSpan.FromSeconds(1));
            times.Add(Uri.EscapeDataString(time.GetUtcNow().UtcDateTime.ToContract()));
            using var set = await client.PutAsJsonAsync($"/v1/device/{device.Uid}/volume", new { volume });
            Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        }

        foreach (var list in new[] { "volume", "action-log" })
        {
            var all = await UidsAsync(client, $"/v1/device/{device.Uid}/{list}", "uid");
            Assert.Equal(3, all.Length);
            await FindsAsync(client, $"/v1/device/{device.Uid}/{list}?since={times[1]}", all[0], all[1]);
            await FindsAsync(client, $"/v1/device/{device.Uid}/{list}?until={times[1]}", all[2]);
            await FindsAsync(client, $"/v1/device/{device.Uid}/{list}?since={times[1]}&until={times[2]}", all[1]);
            await FindsAsync(client, $"/v1/device/{device.Uid}/{list}?descending=false&limit=2", all[2], all[1]);
        }
    }

    private static async Task<string> MadeAsync(HttpClient client, string organizationUid)
    {
        using var made = await client.PostAsJsonAsync("/v1/emulator", new { organizationUid });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return made.Headers.Location!.Segments[^1];
    }

    private static Task FindsAsync(HttpClient client, string path, params string[] uids) => FindsAsync(client, path, "uid", uids);

    private static Task FindsDevicesAsync(HttpClient client, string path, params string[] uids) => FindsAsync(client, path, "deviceUid", uids);

    private static async Task FindsAsync(HttpClient client, string path, string key, string[] uids)
    {
        var found = await UidsAsync(client, path, key);
        Assert.True(uids.SequenceEqual(found), $"{path} found {string.Join(", ", found)}");
    }

    private static async Task<string[]> UidsAsync(HttpClient client, string path, string key)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(item => item.GetProperty(key).GetString()!)];
    }
}
