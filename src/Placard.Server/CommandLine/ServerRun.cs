using Microsoft.Extensions.Options;
using Placard.Server.Listening;
using Placard.Server.Observability;
using Placard.Server.Options;

namespace Placard.Server.CommandLine;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServerRun
{
    private const long Little = 64 * 1024 * 1024;

    // By then every sweep has run some times.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(IEnumerable<KeyValuePair<string, string?>> options, CancellationToken cancellation)
    {
        await using var app = Program.Build(ServerSettings.OfProcess(options));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException exception) when (exception is not FileNotFoundException)
        {
            throw app.Services.GetRequiredService<Listeners>().Refusal(exception);
        }
        catch (OptionsValidationException exception)
        {
            throw new StartException(string.Join(' ', exception.Failures), StartException.BadOptions, exception);
        }

        app.Services.GetRequiredService<StartPhase>().IsOver = true;

        var shutdown = app.WaitForShutdownAsync(cancellation);
        await Task.WhenAny(shutdown, Task.Delay(Settled, app.Services.GetRequiredService<TimeProvider>(), cancellation));
        GiveBackMemory();
        await shutdown;
        return 0;
    }

    // What only the start needed, such as the model's making and the first run of each query, would otherwise stay in memory of a server that mostly waits.
    // One that is busy already collects by itself, and a long pause would be felt.
    private static void GiveBackMemory()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < Little)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
