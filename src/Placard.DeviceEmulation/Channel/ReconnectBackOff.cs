using Placard.DeviceEmulation.Scheduling;

namespace Placard.DeviceEmulation.Channel;

/// <summary>Waits between sessions: grows by half each time, starts again after a good session.</summary>
internal sealed class ReconnectBackOff(EmulationTimings timings, SeededSequence sequence)
{
    private TimeSpan _next = timings.ReconnectMinimum;

    public TimeSpan Next(bool afterGoodSession)
    {
        if (afterGoodSession)
        {
            _next = timings.ReconnectMinimum;
        }

        var wait = _next;
        _next = TimeSpan.FromTicks(Math.Min((long)(_next.Ticks * 1.5), timings.ReconnectMaximum.Ticks));
        return wait * (1 - timings.ReconnectJitter * sequence.NextFraction());
    }
}
