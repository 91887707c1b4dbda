using Microsoft.Extensions.Time.Testing;

namespace Placard.TestKit.Wire;

/// <summary>Lets time pass for a server whose timers run on a fake clock.</summary>
public static class PassingTime
{
    // Shorter than any time that a device has for confirming a frame, and about as long as the server's own timers wait.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>Time passes in steps that the server's timers notice.</summary>
    /// <param name="time">The server's clock.</param>
    /// <param name="span">How much of it passes.</param>
    /// <param name="alive">Connections that live on: what the server sent them is confirmed before time goes on, so that no time-out of theirs is due to a slow test.</param>
    public static async Task PassAsync(this FakeTimeProvider time, TimeSpan span, params WireDevice[] alive)
    {
        ArgumentNullException.ThrowIfNull(time);
        await SettleAsync(alive);
        for (var passed = TimeSpan.Zero; passed < span; passed += Step)
        {
            time.Advance(Step);
            await Task.Yield();
            await SettleAsync(alive);
        }
    }

    // The first answer comes after everything that was sent before; the second after the server took the receipts of that.
    private static async Task SettleAsync(WireDevice[] alive)
    {
        foreach (var device in alive)
        {
            await device.RoundTripAsync();
            await device.RoundTripAsync();
        }
    }
}
