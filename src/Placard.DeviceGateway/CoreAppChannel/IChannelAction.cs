using System.Text.Json;
using Placard.DeviceGateway.Sessions;

namespace Placard.DeviceGateway.CoreAppChannel;

/// <summary>Handles one action type that devices send.</summary>
public interface IChannelAction
{
    string Type { get; }

    /// <summary>Whether the device must have logged in on this connection; before that the action is confirmed and ignored.</summary>
    bool NeedsLogIn => true;

    /// <summary>Whether one that comes before the log-in is kept until then: a device says some things only once, as soon as it can.</summary>
    bool KeptUntilLogIn => false;

    /// <summary>Whether later frames of the connection must wait until it is done. Reports need not: they keep their order in the queue.</summary>
    bool InOrder => true;

    /// <summary>Does it. What the action stores is committed when the task ends; only then is the frame confirmed.</summary>
    Task HandleAsync(DeviceConnection connection, JsonElement payload, CancellationToken cancellation);
}
