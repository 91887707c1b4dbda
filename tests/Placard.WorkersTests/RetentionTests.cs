using Microsoft.EntityFrameworkCore;
using Placard.Domain;
using Placard.Domain.Catalogue;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.TestKit;
using Placard.Workers.Retention;
using Xunit;

namespace Placard.WorkersTests;

public sealed class RetentionTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task What_is_old_goes_in_batches_and_what_is_not_stays(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        await lab.Server.WriteAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, RetentionRule.Batch + 10).Select(number => Telemetry(organization, lab.Ago(90.1 + (number * 0.001)))));
            db.AddRange(Telemetry(organization, lab.Ago(89.9)), Telemetry(organization, lab.Ago(1)));
            db.AddRange(Interval(1, lab.Ago(500), lab.Ago(401)), Interval(2, lab.Ago(500), lab.Ago(399)), Interval(3, lab.Ago(500), null));
            db.AddRange(
                new Screenshot { Uid = "s1", DeviceUid = "d", OrganizationUid = organization, TakenAt = lab.Ago(31), BlobHash = new('a', 64), ContentType = "image/png" },
                new Screenshot { Uid = "s2", DeviceUid = "d", OrganizationUid = organization, TakenAt = lab.Ago(29), BlobHash = new('a', 64), ContentType = "image/png" },
                new DeviceUpload { Uid = "u1", DeviceUid = "d", BlobHash = new('b', 64), ContentType = "image/png", Size = 1, CreatedAt = lab.Ago(2) },
                new DeviceUpload { Uid = "u2", DeviceUid = "d", BlobHash = new('b', 64), ContentType = "image/png", Size = 1, CreatedAt = lab.Ago(0.5) },
                new DeviceVerification { Uid = "v1", DeviceUid = "d", Hash = "000001", CreatedAt = lab.Ago(40), ExpiresAt = lab.Ago(39) },
                new DeviceVerification { Uid = "v2", DeviceUid = "e", Hash = "000002", CreatedAt = lab.Ago(4), ExpiresAt = lab.Ago(3) });
        });

        foreach (var rule in new[] { "telemetry", "connections", "screenshots", "uploads", "verifications" })
        {
            await lab.RunAsync($"retention-{rule}");
        }

        Assert.Equal(2, await lab.Database.ReadAsync(db => db.AcrossOrganizations<TelemetryRecord>().CountAsync()));
        Assert.Equal([2L, 3], await lab.Database.ReadAsync(db => db.ConnectionIntervals.Select(interval => interval.Epoch).Order().ToListAsync()));
        Assert.Equal("s2", await lab.Database.ReadAsync(db => db.AcrossOrganizations<Screenshot>().Select(screenshot => screenshot.Uid).SingleAsync()));
        Assert.Equal("u2", await lab.Database.ReadAsync(db => db.DeviceUploads.Select(upload => upload.Uid).SingleAsync()));
        Assert.Equal("v2", await lab.Database.ReadAsync(db => db.DeviceVerifications.Select(verification => verification.Uid).SingleAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Events_wait_for_the_file_of_their_day(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        await lab.EventsAsync(
            ("d", organization, "System.SystemLog", "{}", lab.Ago(40)),
            ("d", organization, "Web.Socket.Connected", "{}", lab.Ago(38)),
            ("d", organization, "System.SystemLog", "{}", lab.Ago(36)),
            ("d", organization, "System.SystemLog", "{}", lab.Ago(34)));

        await lab.RunAsync("retention-device-events");
        Assert.Equal(3, await CountAsync());
        await lab.RunAsync("device-reports");
        await lab.RunAsync("retention-device-events");
        Assert.Equal(1, await CountAsync());

        Task<int> CountAsync() => lab.Database.ReadAsync(db => db.AcrossOrganizations<DeviceEvent>().CountAsync());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Commands_of_applets_are_listed_for_three_days_and_wait_for_the_file_of_their_day(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        await lab.CommandsAsync(
            ("d", organization, "Old", true, lab.Ago(4)), ("d", organization, "Older", false, lab.Ago(5)), ("d", organization, "New", true, lab.Ago(2)), ("d", "", "Nobodys", true, lab.Ago(6)));

        await lab.RunAsync("retention-applet-commands");
        Assert.Equal(["New", "Old", "Older"], await TypesAsync());
        await lab.RunAsync("device-reports");
        await lab.RunAsync("retention-applet-commands");
        Assert.Equal(["New"], await TypesAsync());

        Task<List<string>> TypesAsync() => lab.Database.ReadAsync(db => db.AcrossOrganizations<AppletCommand>().Select(command => command.Type).Order().ToListAsync());
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Of_finished_actions_the_newest_of_each_kind_stays_and_open_ones_always_do(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        await lab.Server.WriteAsync(db => db.AddRange(
            Action("d1", "SET_VOLUME", 400, open: false), Action("d1", "SET_VOLUME", 300, open: true), Action("d1", "SET_VOLUME", 200, open: false),
            Action("d1", "SET_TIMER", 400, open: false, "one"), Action("d1", "SET_TIMER", 390, open: false, "two"), Action("d1", "SET_TIMER", 380, open: false, "two"),
            Action("d2", "SET_VOLUME", 500, open: false), Action("d2", "SET_VOLUME", 10, open: false), Action("d2", "SET_VOLUME", 9, open: false)));

        await lab.RunAsync("retention-finished-actions");

        Assert.Equal(
            ["d1 SET_TIMER 380", "d1 SET_TIMER 400", "d1 SET_VOLUME 200", "d1 SET_VOLUME 300", "d2 SET_VOLUME 10", "d2 SET_VOLUME 9"],
            (await lab.Database.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().Select(action => action.OriginatorId).ToListAsync())).Order(StringComparer.Ordinal));

        DeviceAction Action(string device, string kind, int age, bool open, string key = "") => new()
        {
            Uid = new DateTimeOffset(lab.Ago(age)).ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture) + Uids.Random(38),
            DeviceUid = device,
            OrganizationUid = organization,
            Kind = kind,
            Delivery = DeliveryClass.Setting,
            Connection = "management",
            SupersedeKey = key,
            Value = "{}",
            OriginatorKind = OriginatorKind.Account,
            OriginatorId = $"{device} {kind} {age}",
            CreatedAt = lab.Ago(age),
            SucceededAt = open ? null : lab.Ago(age),
        };
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Files_that_nothing_refers_to_go_after_a_time_and_shared_ones_stay(DatabaseKind database)
    {
        await using var lab = await JobLab.StartAsync(database);
        var organization = lab.Server.Credentials.OrganizationUid;
        var (shared, lonely, stored) = (await lab.BlobAsync("shared"), await lab.BlobAsync("lonely"), await lab.BlobAsync("stored again"));
        var reported = await lab.BlobAsync("reported");
        await lab.Server.WriteAsync(db => db.AddRange(
            new Screenshot { Uid = "s1", DeviceUid = "d", OrganizationUid = organization, TakenAt = lab.Ago(1), BlobHash = shared, ContentType = "image/png" },
            new DeviceReport { Uid = "r1", DeviceUid = "d", OrganizationUid = organization, Type = "t", Day = lab.Ago(3).Date, BlobHash = reported, Size = 1, CreatedAt = lab.Ago(2) }));

        await lab.RunAsync("unused-blobs");
        Assert.True(await lab.HasAsync(lonely));

        lab.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        // An upload of equal bytes is under way: its row comes later.
        Assert.Equal(stored, await lab.BlobAsync("stored again"));
        await lab.RunAsync("unused-blobs");

        Assert.False(await lab.HasAsync(lonely));
        Assert.True(await lab.HasAsync(stored));
        Assert.True(await lab.HasAsync(shared));
        Assert.True(await lab.HasAsync(reported));
    }

    [Theory]
    [InlineData("Retention:DeviceEvents", "30.00:00:00")]
    [InlineData("Retention:Telemetry", "00:00:00")]
    [InlineData("Jobs:Lease", "00:00:01")]
    public async Task Impossible_settings_stop_the_start(string key, string value)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => PlacardServer.StartAsync(new PlacardServerSetup { Settings = new Dictionary<string, string?> { [key] = value } }));

        Assert.Contains(key.Split(':')[0], refused.Message, StringComparison.Ordinal);
    }

    private static TelemetryRecord Telemetry(string organization, DateTime at) =>
        new() { DeviceUid = "d", OrganizationUid = organization, Type = "VOLUME", Data = "{}", RecordedAt = at };

    private static ConnectionInterval Interval(long epoch, DateTime since, DateTime? until) =>
        new() { DeviceUid = "d", Connection = "management", Epoch = epoch, NodeUid = "n", Driver = "ws", ConnectedAt = since, DisconnectedAt = until };
}
