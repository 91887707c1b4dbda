using Placard.DeviceEmulation.Scheduling;

namespace Placard.DeviceEmulation.Swarm;

/// <summary>How far a swarm is.</summary>
/// <param name="Verified">Devices that belong to an organization now.</param>
/// <param name="OpenSessions">Authenticated sessions now; two for each device.</param>
public sealed record SwarmProgress(int Count, int Started, long OpenSessions, long Verified, IReadOnlyDictionary<Count, long> Counters);

/// <summary>Many devices in one process, sharing one scheduler and few HTTP clients.</summary>
public sealed class DeviceSwarm : IAsyncDisposable
{
    private static readonly TimeSpan RampStep = TimeSpan.FromMilliseconds(100);

    private readonly SwarmOptions _options;
    private readonly List<EmulatedDevice> _devices = [];
    private int _started;

    public DeviceSwarm(SwarmOptions options, TimeProvider time)
    {
        _options = options;
        Runtime = new EmulationRuntime(time);
        var sequence = new SeededSequence(options.Seed);
        for (var i = 0; i < options.Count; i++)
        {
            _devices.Add(new EmulatedDevice(OptionsOf(i, sequence), Runtime));
        }
    }

    public EmulationRuntime Runtime { get; }

    public EmulationCounters Counters => Runtime.Counters;

    public IReadOnlyList<EmulatedDevice> Devices => _devices;

    public SwarmProgress Progress => new(_options.Count, Volatile.Read(ref _started), Counters[Count.OpenSessions], Counters[Count.VerifiedDevices], Counters.Snapshot());

    /// <summary>Starts all devices at the ramp's rate; completes when the last one was started, not when it is connected.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var begin = Runtime.Scheduler.Now;
        while (_started < _devices.Count)
        {
            var allowed = 1 + (Runtime.Scheduler.Now - begin).TotalSeconds * _options.RampPerSecond;
            while (_started < _devices.Count && _started < allowed)
            {
                _devices[_started].Start();
                Interlocked.Increment(ref _started);
            }

            if (_started < _devices.Count)
            {
                await Runtime.Scheduler.Delay(RampStep, cancellationToken);
            }
        }
    }

    /// <summary>Waits until every device is verified on both connections.</summary>
    public async Task WaitUntilVerifiedAsync(CancellationToken cancellationToken)
    {
        foreach (var device in _devices)
        {
            await device.WaitUntilVerifiedAsync(cancellationToken);
        }
    }

    /// <summary>Closes all sessions politely.</summary>
    public Task StopAsync() => Task.WhenAll(_devices.Take(Volatile.Read(ref _started)).Select(device => device.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Runtime.Dispose();
    }

    private EmulatedDeviceOptions OptionsOf(int number, SeededSequence sequence)
    {
        var derived = sequence.NextHex(53);
        var options = _options.Device with
        {
            Duid = number < _options.Duids.Count ? _options.Duids[number] : derived,
            Seed = sequence.Next(),
            Profile = _options.Profiles.Count > 0 ? _options.Profiles[number % _options.Profiles.Count] : _options.Device.Profile,
            LocalAddress = _options.LocalAddresses.Count > 0 ? _options.LocalAddresses[number % _options.LocalAddresses.Count] : _options.Device.LocalAddress,
        };
        return _options.Customize?.Invoke(number, options) ?? options;
    }
}
