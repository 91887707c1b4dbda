using CsCheck;
using Placard.Domain.Devices;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

/// <summary>Walks through lists of random devices, many of one time, by random page sizes.</summary>
public sealed class PagingTests
{
    private static readonly DateTime Origin = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<DatabaseKind> EveryDatabase => new(Databases.Available);

    [Theory]
    [MemberData(nameof(EveryDatabase))]
    public async Task Every_walk_sees_each_device_once_and_in_order(DatabaseKind database)
    {
        await using var server = await PlacardServer.StartAsync(database);
        var walks =
            from times in Gen.Int[0, 4].Array[0, 25]
            from limit in Gen.Int[1, 9]
            from newestFirst in Gen.Bool
            from bounds in Gen.Select(Gen.Int[-1, 5], Gen.Int[-1, 5])
            from legacy in Gen.Bool
            select (times, limit, newestFirst, since: bounds.Item1, until: bounds.Item2, legacy);

        await walks.SampleAsync(
            async walk =>
            {
                var organization = await server.CreateOrganizationAsync(Domain.Uids.Random(12));
                var made = await DevicesAsync(server, organization.Uid, walk.times);
                var wanted = made.Where(device => device.CreatedAt >= At(walk.since) && device.CreatedAt < At(walk.until))
                    .OrderBy(device => device.CreatedAt).ThenBy(device => device.Uid, StringComparer.Ordinal)
                    .Select(device => device.Uid)
                    .ToList();
                if (walk.newestFirst)
                {
                    wanted.Reverse();
                }

                var size = walk.legacy ? $"/v1/device?pagination={walk.limit}" : $"/v2/device?limit={walk.limit}";
                var seen = await server.AsOrganization(organization)
                    .WalkAsync($"{size}&descending={walk.newestFirst}&createdSince={Text(walk.since)}&createdUntil={Text(walk.until)}");

                Assert.Equal(wanted, seen.Select(device => device.GetProperty("uid").GetString()));
            },
            iter: 40, threads: 1);
    }

    private static async Task<IReadOnlyList<Device>> DevicesAsync(PlacardServer server, string organizationUid, IReadOnlyList<int> times)
    {
        var made = new List<Device>();
        foreach (var time in times)
        {
            made.Add(new Device
            {
                Uid = Domain.Uids.Random(53),
                Duid = Domain.Uids.Duid(),
                OrganizationUid = organizationUid,
                Name = "Screen",
                ApplicationType = "default",
                AuthHash = Domain.Uids.AuthHash(),
                AuthHashCreatedAt = At(time),
                UploadToken = Domain.Uids.Secret(),
                CreatedAt = At(time),
                ConfigurationUpdatedAt = At(time),
            });
        }

        await server.WriteAsync(db => db.AddRange(made));
        return made;
    }

    private static DateTime At(int second) => Origin.AddSeconds(second);

    private static string Text(int second) => Uri.EscapeDataString(At(second).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
}
