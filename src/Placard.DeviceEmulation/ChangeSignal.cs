namespace Placard.DeviceEmulation;

/// <summary>Lets others wait until something about a device is true, without asking again and again.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock _gate = new();
    private List<Waiter>? _waiters;

    /// <summary>Completes as soon as <paramref name="isTrue"/> holds: now, or after a later <see cref="Raise"/>.</summary>
    public async Task WaitAsync(Func<bool> isTrue, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(isTrue);
        lock (_gate)
        {
            (_waiters ??= []).Add(waiter);
        }

        // Checked after the waiter is known, so that no change falls between the check and the wait.
        if (isTrue())
        {
            Remove(waiter);
            return;
        }

        await using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Done.TrySetCanceled(token), waiter);
        try
        {
            await waiter.Done.Task;
        }
        finally
        {
            Remove(waiter);
        }
    }

    public void Raise()
    {
        Waiter[] waiters;
        lock (_gate)
        {
            if (_waiters is null or { Count: 0 })
            {
                return;
            }

            waiters = [.. _waiters];
        }

        foreach (var waiter in waiters)
        {
            waiter.Check();
        }
    }

    private void Remove(Waiter waiter)
    {
        lock (_gate)
        {
            _waiters?.Remove(waiter);
        }
    }

    private sealed class Waiter(Func<bool> isTrue)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Check()
        {
            try
            {
                if (isTrue())
                {
                    Done.TrySetResult();
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Done.TrySetException(error);
            }
        }
    }
}
