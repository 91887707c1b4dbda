using System.Diagnostics;
using Placard.Bench.Load;
using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>Thousands of devices, two connections each, register, log in and are paired on one node; then none may drop.</summary>
internal static class SwarmHolds
{
    public static async Task<int> RunAsync(BenchSettings settings, int devices, TimeSpan duration, CancellationToken cancellation)
    {
        await using var server = await PlacardUnderTest.StartAsync(settings.Server, settings.Postgres, null, cancellation);
        var began = Stopwatch.GetTimestamp();
        await using var swarm = await Swarm.StartAsync(settings, server, devices, cancellation);
        Console.WriteLine($"swarm  {devices} devices connected and paired in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; server RSS {server.Process.ResidentBytes / 1e6:0} MB");

        var processor = server.Process.ProcessorTime;
        await Task.Delay(duration, cancellation);
        var used = server.Process.ProcessorTime - processor;
        Console.WriteLine($"swarm  {duration.TotalSeconds:0} s later: RSS {server.Process.ResidentBytes / 1e6:0} MB, peak {server.Process.PeakResidentBytes / 1e6:0} MB, processor {100 * used / duration:0} %");
        await swarm.TerminateAsync();
        Console.WriteLine("swarm  " + string.Join("\nswarm  ", swarm.Output.Split('\n').TakeLast(20)));
        return 0;
    }
}
