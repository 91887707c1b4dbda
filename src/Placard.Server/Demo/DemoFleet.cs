using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Swarm;
using Placard.Server.Listening;
using Placard.Server.Options;

namespace Placard.Server.Demo;

/// <summary>Runs the demo's devices inside the server. They connect to it as any device does, over its own listener.</summary>
internal sealed partial class DemoFleet(PlacardOptions options, DemoDevices devices, Listeners listeners, TimeProvider time, ILogger<DemoFleet> log)
    : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>More of them would fill a disk with pictures.</summary>
    private const int MostWithPictures = 20;

    private readonly CancellationTokenSource _stopping = new();
    private IReadOnlyList<string> _duids = [];
    private DeviceSwarm? _swarm;
    private Task _starting = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _duids = await devices.PrepareAsync(options.Demo!.Value, cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_duids is [])
        {
            Removed(log);
            return Task.CompletedTask;
        }

        _swarm = new DeviceSwarm(
            new SwarmOptions
            {
                Count = _duids.Count,
                Duids = _duids,
                Profiles = DemoDevices.Brands,
                Device = new EmulatedDeviceOptions
                {
                    Server = listeners.LocalApi,
                    Duid = "",
                    HistoryLimit = 0,
                    PeriodicScreenshots = _duids.Count <= MostWithPictures,
                    Timings = new EmulationTimings { TelemetryDelay = TimeSpan.FromSeconds(1) },
                },
            },
            time);
        _starting = _swarm.StartAsync(_stopping.Token);
        Running(log, _duids.Count);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_swarm is not null)
        {
            await _swarm.StopAsync();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        if (_swarm is not null)
        {
            await _swarm.DisposeAsync();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Demo: {Count} emulated devices of several brands connect now")]
    private static partial void Running(ILogger log, int count);

    [LoggerMessage(2, LogLevel.Information, "Demo: its devices and what they reported are removed")]
    private static partial void Removed(ILogger log);
}
