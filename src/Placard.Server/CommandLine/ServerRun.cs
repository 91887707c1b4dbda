using Microsoft.Extensions.Options;
using Placard.Server.Listening;
using Placard.Server.Observability;
using Placard.Server.Options;

namespace Placard.Server.CommandLine;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServerRun
{
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

        // What only the start needed, such as the model's making, would otherwise stay in memory of a server that mostly waits.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
