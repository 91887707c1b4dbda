using System.Globalization;
using Placard.Bench.Measuring;

namespace Placard.Bench.Load;

/// <summary>The emulator program as a swarm of its own process, paired and answering at once.</summary>
internal static class Swarm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<ChildProcess> StartAsync(BenchSettings settings, PlacardUnderTest server, int devices, CancellationToken cancellation)
    {
        var swarm = ChildProcess.Start(
            settings.Emulator!.FullName,
            [
                "--url", server.Api.GetLeftPart(UriPartial.Authority), "--count", devices.ToString(CultureInfo.InvariantCulture),
                "--organization-token", server.OrganizationKey, "--driver", "ws", "--ramp", "50", "--delay", "0", "--brand", "mixed", "--seed", "1",
            ]);
        try
        {
            await swarm.PrintedAsync($"all {devices} devices are verified", Patience, cancellation);
            return swarm;
        }
        catch (TimeoutException)
        {
            Console.Error.WriteLine(swarm.Output);
            await swarm.DisposeAsync();
            throw;
        }
    }
}
