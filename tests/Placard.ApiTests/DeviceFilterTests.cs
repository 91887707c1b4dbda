using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Devices;
using Placard.Domain.Organizations;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

/// <summary>What each filter of the two lists of devices finds. Four devices: three of one organization, one of a stranger that every filter would match.</summary>
public sealed class DeviceFilterTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Each_filter_finds_what_matches_and_nothing_of_others(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var fleet = await Fleet.CreateAsync(server);
        (string Query, string[] Found)[] both =
        [
            ("", ["Lobby", "100% Küche", "Depot_7"]),
            ("applicationType=tizen", ["Lobby"]),
            ("applicationType=TIZEN,webos", ["Lobby", "100% Küche"]),
            ("applicationType=none", []),
            ("model=qm55R", ["Lobby"]),
            ("model=QM55R,wayfinder", ["Lobby", "Depot_7"]),
            ("model=QM55", []),
            ("minStorageStatusPercentage=50", ["100% Küche", "Depot_7"]),
            ("maxStorageStatusPercentage=50", ["Lobby", "100% Küche"]),
            ("minStorageStatusPercentage=20&maxStorageStatusPercentage=60", ["100% Küche"]),
            ("minStorageStatusPercentage=100", []),
        ];
        (string Query, string[] Found)[] newer =
        [
            ("brand=samsung", ["Lobby"]),
            ("brand=SAMSUNG&brand=lg", ["Lobby", "100% Küche"]),
            ("brand=" + Uri.EscapeDataString("Größe"), ["Depot_7"]),
            ("brand=sam", []),
            ("osVersion=4.0-RC", ["Lobby"]),
            ("firmwareVersion=F1", ["Lobby", "100% Küche"]),
            ("serialNumber=sn-0001,SN-0003", ["Lobby", "Depot_7"]),
            ("serialNumber=SN", []),
            ($"locationUid={fleet.Location.Uid}", ["Lobby"]),
            ($"locationUid={fleet.Location.Uid},x", ["Lobby"]),
            ("locationUid=x", []),
            ($"tagUids={fleet.North.Uid}", ["Lobby", "100% Küche"]),
            ($"tagUids={fleet.North.Uid},{fleet.South.Uid}", ["Lobby", "100% Küche"]),
            ($"tagUids={fleet.South.Uid}", ["100% Küche"]),
            ("tagUids=x", []),
            ($"tagUids={fleet.North.Uid}&brand=lg&maxStorageStatusPercentage=60", ["100% Küche"]),
            ("appletUids=x", []),
            ("policyUids=x", []),
            ("alertUid=x", []),
            ("hasPolicy=true", []),
            ("hasPolicy=false", ["Lobby", "100% Küche", "Depot_7"]),
        ];

        foreach (var (query, found) in both)
        {
            await fleet.FindsAsync("/v1/device", query, found);
            await fleet.FindsAsync("/v2/device", query, found);
        }

        foreach (var (query, found) in newer)
        {
            await fleet.FindsAsync("/v2/device", query, found);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Search_finds_parts_without_case_and_takes_every_character_as_it_is(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var fleet = await Fleet.CreateAsync(server);
        (string Text, string[] Narrow, string[] Wide)[] searches =
        [
            ("LOBB", ["Lobby"], ["Lobby"]),
            ("obby", ["Lobby"], ["Lobby"]),
            (fleet.Lobby.Uid[20..40], ["Lobby"], ["Lobby"]),
            (fleet.Lobby.Duid[10..30].ToUpperInvariant(), ["Lobby"], ["Lobby"]),
            ("0% k", ["100% Küche"], ["100% Küche"]),
            ("küch", ["100% Küche"], ["100% Küche"]),
            ("KÜCHE", ["100% Küche"], ["100% Küche"]),
            ("pot_7", ["Depot_7"], ["Depot_7"]),
            ("pot%7", [], []),
            ("_obby", [], []),
            ("\"Lobby", [], []),
            ("Lobby\" OR name:\"", [], []),
            ("'; drop table device; --", [], []),
            ("\\obby", [], []),
            ("sn-000", [], ["Lobby", "100% Küche", "Depot_7"]),
            ("AA:BB:cc", [], ["Depot_7"]),
            ("f0f0f0", [], ["Lobby"]),
            ("F0F0F", [], ["Lobby"]),
            ("0f0f0", [], []),

            // Too short for an index of parts: whole names, and whole serial numbers.
            ("Lo", [], []),
            ("q", [], []),
        ];

        foreach (var (text, narrow, wide) in searches)
        {
            await fleet.FindsAsync("/v2/device", $"search={Uri.EscapeDataString(text)}", narrow);
            await fleet.FindsAsync("/v1/device", $"search={Uri.EscapeDataString(text)}", wide);
        }

        await server.CreateDeviceAsync(server.Credentials.OrganizationUid, "Q", with: device => device.SerialNumber = "7a");
        await fleet.FindsAsync("/v2/device", "search=q", ["Q"]);
        await fleet.FindsAsync("/v1/device", "search=7A", ["Q"]);
        await fleet.FindsAsync("/v2/device", "search=7A", []);
        await fleet.FindsAsync("/v2/device", "search=obby&brand=lg", []);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Search_follows_every_change_of_a_device(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var fleet = await Fleet.CreateAsync(server);

        await server.WriteAsync(db => db.AcrossOrganizations<Device>().Single(device => device.Uid == fleet.Lobby.Uid).Name = "Atrium");
        await fleet.FindsAsync("/v2/device", "search=Lobby", []);
        await fleet.FindsAsync("/v2/device", "search=triu", ["Atrium"]);
        await server.WriteAsync(db => db.AcrossOrganizations<Device>().Single(device => device.Uid == fleet.Lobby.Uid).SerialNumber = null);
        await fleet.FindsAsync("/v1/device", "search=sn-0001", []);
        await fleet.FindsAsync("/v1/device", "search=triu", ["Atrium"]);
        await server.WriteAsync(db => db.Remove(db.AcrossOrganizations<Device>().Single(device => device.Uid == fleet.Lobby.Uid)));
        await fleet.FindsAsync("/v1/device", "search=triu", []);
        await fleet.FindsAsync("/v1/device", "search=Depot", ["Depot_7"]);
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Filtered_lists_are_paged_like_all_others(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        foreach (var number in Enumerable.Range(0, 7))
        {
            await server.CreateDeviceAsync(server.Credentials.OrganizationUid, $"Screen {number}", with: device => (device.Brand, device.StorageUsedPercent) = ("LG", 10));
        }

        foreach (var query in new[] { "brand=lg,sony", "search=screen", "maxStorageStatusPercentage=50" })
        {
            var names = new List<string>();
            for (var next = $"/v2/device?{query}&limit=3"; next is not null;)
            {
                using var answer = await server.AsOrganization().GetAsync(next);
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                names.AddRange(json.RootElement.EnumerateArray().Select(device => device.GetProperty("name").GetString()!));
                next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
            }

            Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(number => $"Screen {number}"), names);
        }
    }

    [Theory]
    [InlineData("minStorageStatusPercentage=-1")]
    [InlineData("maxStorageStatusPercentage=101")]
    [InlineData("maxStorageStatusPercentage=half")]
    [InlineData("hasPolicy=perhaps")]
    public async Task Impossible_values_are_refused(string query)
    {
        await using var server = await PlacardServer.StartAsync();

        using var answer = await server.AsOrganization().GetAsync($"/v2/device?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(query.Split('=')[0], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private sealed record Fleet(HttpClient Client, Device Lobby, Location Location, OrganizationTag North, OrganizationTag South)
    {
        public static async Task<Fleet> CreateAsync(PlacardServer server)
        {
            var own = server.Credentials.OrganizationUid;
            var (location, north, south) = (await server.CreateLocationAsync(own), await server.CreateTagAsync(own), await server.CreateTagAsync(own, "South"));
            var lobby = await server.CreateDeviceAsync(own, "Lobby", "tizen", device =>
            {
                (device.Brand, device.Model, device.OsVersion, device.FirmwareVersion) = ("Samsung", "QM55R", "4.0-rc", "f1");
                (device.SerialNumber, device.StorageUsedPercent, device.LocationUid) = ("SN-0001", 10, location.Uid);
            });
            var kitchen = await server.CreateDeviceAsync(own, "100% Küche", "webos", device =>
            {
                (device.Brand, device.Model, device.FirmwareVersion, device.SerialNumber, device.StorageUsedPercent) = ("LG", "UH5F", "F1", "SN-0002", 50);
            });
            await server.CreateDeviceAsync(own, "Depot_7", "android", device =>
            {
                (device.Brand, device.Model, device.SerialNumber, device.StorageUsedPercent) = ("Größe", "WayFinder", "SN-0003", 99);
                device.MacAddresses = "aa:bb:cc:00:00:01";
            });
            var stranger = await server.CreateForeignOrganizationAsync();
            var foreign = await server.CreateDeviceAsync(stranger.Uid, "Lobby 100% Küche Depot_7", "tizen", device =>
            {
                (device.Brand, device.Model, device.OsVersion, device.FirmwareVersion) = ("Samsung", "QM55R", "4.0-rc", "f1");
                (device.SerialNumber, device.StorageUsedPercent, device.LocationUid) = ("SN-0001", 50, location.Uid);
                device.MacAddresses = "aa:bb:cc:00:00:02";
            });
            await server.WriteAsync(db =>
            {
                db.AddRange(
                    Tag(lobby, north), Tag(kitchen, north), Tag(kitchen, south), Tag(foreign, south),
                    Verified(lobby, "f0f0f0"), Verified(foreign, "f0f0f1"));
            });
            return new(server.AsOrganization(), lobby, location, north, south);
        }

        /// <summary>The list holds the devices of these names, newest first.</summary>
        public async Task FindsAsync(string list, string query, string[] names)
        {
            using var answer = await Client.GetAsync($"{list}?{query}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{list}?{query}: {text}");
            using var json = JsonDocument.Parse(text);
            var found = json.RootElement.EnumerateArray().Select(device => device.GetProperty("name").GetString()!).ToArray();
            Assert.True(names.Reverse().SequenceEqual(found), $"{list}?{query} found {string.Join(", ", found)}");
        }

        private static DeviceTag Tag(Device device, OrganizationTag tag) => new()
        {
            DeviceUid = device.Uid,
            TagUid = tag.Uid,
            OrganizationUid = device.OrganizationUid!,
            CreatedAt = device.CreatedAt,
        };

        private static DeviceVerification Verified(Device device, string hash) => new()
        {
            Uid = Domain.Uids.Random(50),
            DeviceUid = device.Uid,
            Hash = hash,
            CreatedAt = device.CreatedAt,
            ExpiresAt = device.CreatedAt,
            VerifiedAt = device.CreatedAt,
            OrganizationUid = device.OrganizationUid,
        };
    }
}
