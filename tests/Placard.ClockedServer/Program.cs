using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Placard.Server.Options;

namespace Placard.ClockedServer;

/// <summary>
/// The real server with a clock that the one who started it can set forward: it goes as the true one does, and a line <c>advance SECONDS</c>
/// on the standard input makes it jump. For tests of other languages; takes the options of the server as pairs of name and value.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public static async Task Main(string[] args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-').Replace("-", "", StringComparison.Ordinal), string? (pair) => pair[1], StringComparer.OrdinalIgnoreCase);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = Server.Program.Build(
            ServerSettings.OfProcess(options),
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await app.StartAsync();
        _ = GoAsync(clock);

        // The console's reader blocks, whatever its name says.
        _ = Task.Run(() => ListenAsync(clock));
        await app.WaitForShutdownAsync();
    }

    // Until the process ends: stopping in order takes time too.
    private static async Task GoAsync(FakeTimeProvider clock)
    {
        using var timer = new PeriodicTimer(Tick);
        var last = TimeProvider.System.GetTimestamp();
        while (await timer.WaitForNextTickAsync())
        {
            var now = TimeProvider.System.GetTimestamp();
            clock.Advance(TimeProvider.System.GetElapsedTime(last, now));
            last = now;
        }
    }

    private static async Task ListenAsync(FakeTimeProvider clock)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is ["advance", var seconds])
            {
                clock.Advance(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                Console.WriteLine($"advanced {seconds}");
            }
        }
    }
}
