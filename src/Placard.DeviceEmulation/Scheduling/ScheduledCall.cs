namespace Placard.DeviceEmulation.Scheduling;

/// <summary>A callback waiting in the <see cref="SharedScheduler"/>.</summary>
public sealed class ScheduledCall : IThreadPoolWorkItem
{
    private Action? _callback;

    internal ScheduledCall(Action callback) => _callback = callback;

    internal bool IsCancelled => Volatile.Read(ref _callback) is null;

    /// <summary>Forgets the callback. Does nothing when it ran already.</summary>
    public void Cancel() => Volatile.Write(ref _callback, null);

    void IThreadPoolWorkItem.Execute() => Interlocked.Exchange(ref _callback, null)?.Invoke();
}
