namespace Placard.DeviceGateway.Commands;

/// <summary>Lets one pump work at a time for a connection, and once more if something came meanwhile.</summary>
public sealed class PumpGate
{
    private const int Idle = 0;
    private const int Working = 1;
    private const int Again = 2;

    private int _state;
    private int _look;

    /// <summary>Says that commands may be due in the database.</summary>
    public void Look() => Interlocked.Exchange(ref _look, 1);

    /// <summary>Whether somebody said so since the last time. What can't be taken now stays to be looked for.</summary>
    public bool MustLook(bool isReady) => isReady && Interlocked.Exchange(ref _look, 0) == 1;

    /// <summary>Whether the caller shall begin to work; otherwise whoever works will look once more.</summary>
    public bool TryBegin()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, Working, Idle))
            {
                case Idle:
                    return true;
                case Again:
                    return false;
            }

            if (Interlocked.CompareExchange(ref _state, Again, Working) == Working)
            {
                return false;
            }
        }
    }

    /// <summary>Whether the work is over; otherwise there is more to look for.</summary>
    public bool TryEnd()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Working) == Working)
        {
            return true;
        }

        Interlocked.Exchange(ref _state, Working);
        return false;
    }

    /// <summary>Gives up after an error; the next sweep begins anew.</summary>
    public void Abandon() => Interlocked.Exchange(ref _state, Idle);
}
