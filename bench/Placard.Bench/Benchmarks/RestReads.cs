using System.Globalization;
using System.Text.Json;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>The two most frequent reads, alternated with a bare program over the same rows of the same database.</summary>
internal static class RestReads
{
    private const int Rounds = 3;
    private const int Seconds = 5;

    // Until the compiler has done its last round on the hot path: it takes a core of the two.
    private const int WarmUp = 12;

    public static async Task<int> RunAsync(BenchSettings settings, int devices, CancellationToken cancellation)
    {
        await CompareAsync(settings, settings.Postgres, devices, cancellation);
        await CompareAsync(settings, null, devices, cancellation);
        return 0;
    }

    private static async Task CompareAsync(BenchSettings settings, string? postgres, int devices, CancellationToken cancellation)
    {
        var name = postgres is null ? "sqlite" : "postgresql";
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, postgres, null, cancellation);
        await SeededFleet.MakeAsync(server.Database, server.OrganizationUid, devices, cancellation);
        var bareUrl = new Uri($"http://127.0.0.1:{PlacardUnderTest.FreePort()}");
        await using var bare = ChildProcess.Start(
            Environment.ProcessPath!, ["bare", "--database", server.Database, "--port", bareUrl.Port.ToString(CultureInfo.InvariantCulture)]);
        await PlacardUnderTest.ReadyAsync(bare, bareUrl, cancellation, "/ready");

        using var client = server.Client();
        var uids = await UidsAsync(client, cancellation);
        var one = uids.Select(uid => $"/v1/device/{uid}").ToArray();
        await SameAsync(client, bareUrl, one[0], cancellation);
        string[] list = ["/v2/device?limit=20"];
        await SameAsync(client, bareUrl, list[0], cancellation, $"&organizationUid={server.OrganizationUid}");
        foreach (var (what, paths) in new[] { ("GET /v1/device/{uid}", one), ("GET /v2/device?limit=20", list) })
        {
            var barePaths = paths == list ? [$"{list[0]}&organizationUid={server.OrganizationUid}"] : paths;
            var (ours, theirs) = (new List<double>(), new List<double>());
            await Wrk.RunAsync(server.Api, paths, server.OrganizationKey, WarmUp, cancellation);
            await Wrk.RunAsync(bareUrl, barePaths, server.OrganizationKey, WarmUp, cancellation);
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await Wrk.RunAsync(server.Api, paths, server.OrganizationKey, Seconds, cancellation));
                theirs.Add(await Wrk.RunAsync(bareUrl, barePaths, server.OrganizationKey, Seconds, cancellation));
            }

            Console.WriteLine($"rest  {name,-10} {what,-24} {ours.Max(),7:0}/s of bare {theirs.Max(),7:0}/s = {ours.Max() / theirs.Max():0.00}   (rounds {string.Join(", ", ours.Zip(theirs, (a, b) => $"{a / b:0.00}"))})");
        }
    }

    // A comparison of different answers would be worth nothing.
    private static async Task SameAsync(HttpClient client, Uri bare, string path, CancellationToken cancellation, string extra = "")
    {
        using var plain = new HttpClient { BaseAddress = bare };
        var ours = await client.GetStringAsync(new Uri(path, UriKind.Relative), cancellation);
        var theirs = await plain.GetStringAsync(new Uri(path + extra, UriKind.Relative), cancellation);
        if (ours != theirs)
        {
            throw new InvalidOperationException($"The bare program answers {path} differently:\n{ours}\n{theirs}");
        }
    }

    private static async Task<IReadOnlyList<string>> UidsAsync(HttpClient client, CancellationToken cancellation)
    {
        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri("/v2/device?limit=1000", UriKind.Relative), cancellation));
        return [.. list.RootElement.EnumerateArray().Select(device => device.GetProperty("uid").GetString()!)];
    }
}
