using System.Collections.Immutable;

namespace Placard.Messaging;

/// <summary>The adapter of a single node.</summary>
public sealed class InProcessDeviceSignals : IDeviceSignals
{
    private ImmutableArray<Action<DeviceSignal>> _handlers = [];

    public ValueTask SignalAsync(DeviceSignal signal, CancellationToken cancellation)
    {
        foreach (var handler in _handlers)
        {
            handler(signal);
        }

        return ValueTask.CompletedTask;
    }

    public IDisposable Subscribe(Action<DeviceSignal> handler)
    {
        ImmutableInterlocked.Update(ref _handlers, handlers => handlers.Add(handler));
        return new Subscription(() => ImmutableInterlocked.Update(ref _handlers, handlers => handlers.Remove(handler)));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
