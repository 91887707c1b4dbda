using Placard.DeviceEmulation.Network;
using Placard.DeviceEmulation.Scheduling;

namespace Placard.DeviceEmulation;

/// <summary>What the devices of one process share: clock, scheduler, HTTP and counters. Dispose it after its devices.</summary>
public sealed class EmulationRuntime(TimeProvider time, TimeSpan? connectTimeout = null) : IDisposable
{
    public TimeProvider Time { get; } = time;

    public SharedScheduler Scheduler { get; } = new(time);

    public DeviceNetwork Network { get; } = new(connectTimeout ?? TimeSpan.FromSeconds(15));

    public EmulationCounters Counters { get; } = new();

    public void Dispose()
    {
        Scheduler.Dispose();
        Network.Dispose();
    }
}
