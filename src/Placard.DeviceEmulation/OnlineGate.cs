namespace Placard.DeviceEmulation;

/// <summary>Holds connections back while the device is meant to be offline.</summary>
internal sealed class OnlineGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _closed;

    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _closed is null;
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Open()
    {
        lock (_gate)
        {
            _closed?.TrySetResult();
            _closed = null;
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _closed?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }
}
