namespace Placard.DeviceEmulation.Commands;

/// <summary>How a command ends.</summary>
public enum CommandVerdict
{
    Succeed,
    Fail,

    /// <summary>No answer ever, as from a device that lacks the capability.</summary>
    Silent,

    /// <summary>Success is reported first and a failure follows: a power action that was accepted and then went wrong. Else as <see cref="Fail"/>.</summary>
    FailAfterAccepting,
}

/// <summary>A decision about one command.</summary>
/// <param name="Delay">Wait before it is carried out; null takes <see cref="EmulatedDeviceOptions.CommandDelay"/>.</param>
public sealed record CommandOutcome(CommandVerdict Verdict, TimeSpan? Delay = null);
