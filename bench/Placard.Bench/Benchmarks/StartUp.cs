using Placard.Bench.Measuring;

namespace Placard.Bench.Benchmarks;

/// <summary>Start of the published server on an existing SQLite database without devices.</summary>
internal static class StartUp
{
    private const int Starts = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(BenchSettings settings, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("placard-bench-").FullName;
        try
        {
            await using (await PlacardUnderTest.StartAsync(settings.Server, null, folder, cancellation))
            {
                // The first start makes the database; it is not what is measured.
            }

            var ready = new List<TimeSpan>();
            for (var number = 0; number < Starts; number++)
            {
                await using var server = await PlacardUnderTest.StartAsync(settings.Server, null, folder, cancellation);
                ready.Add(server.ReadyAfter);
                if (number == Starts - 1)
                {
                    await Task.Delay(Rest, cancellation);
                    Console.WriteLine($"start  ready after {string.Join(", ", ready.Select(time => $"{time.TotalSeconds:0.00} s"))}; median {ready.Order().ElementAt(Starts / 2).TotalSeconds:0.00} s");
                    Console.WriteLine($"start  RSS after {Rest.TotalSeconds:0} s idle: {server.Process.ResidentBytes / 1e6:0} MB (peak {server.Process.PeakResidentBytes / 1e6:0} MB)");
                }
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
