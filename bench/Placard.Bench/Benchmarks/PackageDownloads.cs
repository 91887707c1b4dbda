using System.Globalization;
using System.Security.Cryptography;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>A cold fleet: many devices fetch one package at once, from the content origin and from the bare program.</summary>
internal static class PackageDownloads
{
    private const int Devices = 500;
    private const int WarmUpDevices = 20;
    private const int PackageBytes = 20 * 1000 * 1000;
    private const int Rounds = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(BenchSettings settings, CancellationToken cancellation)
    {
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, null, null, cancellation);
        var (path, file) = await SeededPackage.MakeAsync(server.Database, server.Folder, server.OrganizationUid, PackageBytes, cancellation);
        var bareUrl = new Uri($"http://127.0.0.1:{PlacardUnderTest.FreePort()}");
        await using var bare = ChildProcess.Start(
            Environment.ProcessPath!, ["bare-files", "--file", file.FullName, "--port", bareUrl.Port.ToString(CultureInfo.InvariantCulture)]);
        await PlacardUnderTest.ReadyAsync(bare, bareUrl, cancellation, "/ready");
        var (ours, theirs) = (new Uri(server.Content, path), new Uri(bareUrl, "/file"));
        await SameAsync(ours, theirs, cancellation);

        // Idle means a server that has done this before: compiling its code costs memory once.
        await Downloads.RunAsync(ours, WarmUpDevices, PackageBytes, cancellation);
        await Downloads.RunAsync(theirs, WarmUpDevices, PackageBytes, cancellation);
        await Task.Delay(Rest, cancellation);
        var idle = (Ours: server.Process.ResidentBytes, Theirs: bare.ResidentBytes);

        var (oursPerSecond, theirsPerSecond) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            oursPerSecond.Add(await MeasureAsync(server.Process, ours, idle.Ours, "placard", cancellation));
            theirsPerSecond.Add(await MeasureAsync(bare, theirs, idle.Theirs, "bare", cancellation));
        }

        var ratios = oursPerSecond.Zip(theirsPerSecond, (a, b) => $"{a / b:0.00}");
        Console.WriteLine(
            $"packages  {Devices} downloads of {PackageBytes / 1e6:0} MB at once: {oursPerSecond.Max() / 1e6:0} MB/s of bare {theirsPerSecond.Max() / 1e6:0} MB/s = {oursPerSecond.Max() / theirsPerSecond.Max():0.00}   (rounds {string.Join(", ", ratios)})");
        return 0;
    }

    private static async Task<double> MeasureAsync(ChildProcess process, Uri address, long idle, string name, CancellationToken cancellation)
    {
        process.ForgetPeak();
        var processor = process.ProcessorTime;
        var perSecond = await Downloads.RunAsync(address, Devices, PackageBytes, cancellation);
        Console.WriteLine(
            $"packages  {name,-8} {perSecond / 1e6,6:0} MB/s, processor {(process.ProcessorTime - processor).TotalSeconds:0.0} s, peak RSS {process.PeakResidentBytes / 1e6:0} MB, idle {idle / 1e6:0} MB: {(process.PeakResidentBytes - idle) / 1e6:+0;-0} MB");
        return perSecond;
    }

    // A comparison of different answers would be worth nothing.
    private static async Task SameAsync(Uri ours, Uri theirs, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var hashes = new List<string>();
        foreach (var address in new[] { ours, theirs })
        {
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(await client.GetByteArrayAsync(address, cancellation))));
        }

        if (hashes[0] != hashes[1])
        {
            throw new InvalidOperationException("The bare program sends another file.");
        }
    }
}
