using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Placard.Domain.Content;
using Placard.Domain.Devices;
using Placard.TestKit;
using Xunit;
using Lab = Placard.ApiTests.TimingTests.Lab;

namespace Placard.ApiTests;

/// <summary>Timings that are made while something else happens to what they name.</summary>
public sealed class TimingRaceTests
{
    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Timings_made_at_once_stay_within_the_limit(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        await server.WriteAsync(db => db.AddRange(Enumerable.Range(0, 997).Select(number => lab.Row($"t{number}", lab.Device.Uid))));

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => lab.PostAsync("{}")));

        Assert.Equal(3, made.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(9, made.Count(answer => answer.Status == HttpStatusCode.BadRequest));
        Assert.Equal(1000, await server.ReadAsync(db => db.AcrossOrganizations<Timing>().CountAsync()));
        Assert.Equal(3, await server.ReadAsync(db => db.AcrossOrganizations<DeviceAction>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task A_device_that_leaves_takes_no_timing_with_it(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        for (var round = 0; round < 8; round++)
        {
            var device = await server.CreateDeviceAsync(lab.Device.OrganizationUid!);
            var creations = Enumerable.Range(0, 4).Select(_ => lab.PostAsync($$"""{"deviceUid":"{{device.Uid}}"}""")).ToList();

            using var left = await lab.Client.PutAsync($"/v1/device/{device.Uid}/deprovision", null);
            var made = await Task.WhenAll(creations);

            Assert.Equal(HttpStatusCode.OK, left.StatusCode);
            Assert.All(made, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, answer.Body));
        }

        Assert.Equal(0, await server.ReadAsync(db => db.AcrossOrganizations<Timing>().CountAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task An_applet_that_is_deleted_meanwhile_either_stays_with_its_timings_or_goes_without_any(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var lab = await Lab.StartAsync(server);
        for (var round = 0; round < 12; round++)
        {
            var applet = await server.AddAppletAsync();
            async Task<HttpStatusCode> DeleteAsync()
            {
                using var answer = await lab.Client.DeleteAsync($"/v1/applet/{applet.Uid}");
                return answer.StatusCode;
            }

            async Task<HttpStatusCode> CreateAsync(int number)
            {
                // Half of them by assignments, which take another way into the database.
                using var answer = number % 2 == 0
                    ? await lab.Client.PostAsJsonAsync("/v1/timing", new { deviceUid = lab.Device.Uid, appletUid = applet.Uid, appletVersion = "1.0.0" })
                    : await lab.Client.PostAsJsonAsync($"/v1/device/{lab.Device.Uid}/applet", new { appletUid = applet.Uid, appletVersion = "1.0.0" });
                return answer.StatusCode;
            }

            var creations = Enumerable.Range(round, 3).Select(CreateAsync).ToList();
            var deleted = await DeleteAsync();
            var made = await Task.WhenAll(creations);

            var timings = await server.ReadAsync(db => db.AcrossOrganizations<Timing>().CountAsync(timing => timing.AppletUid == applet.Uid));
            var applets = await server.ReadAsync(db => db.AcrossOrganizations<Applet>().CountAsync(row => row.Uid == applet.Uid));
            Assert.Equal(made.Count(status => status is HttpStatusCode.OK or HttpStatusCode.Created), timings);
            Assert.Equal(deleted == HttpStatusCode.OK ? (0, 0) : (1, Math.Max(timings, 1)), (applets, timings));
            Assert.Equal(deleted == HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.Conflict, deleted);
            Assert.All(made, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NotFound, status.ToString()));
        }
    }
}
