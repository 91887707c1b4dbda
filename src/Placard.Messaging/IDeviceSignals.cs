namespace Placard.Messaging;

/// <summary>
/// Hints between the parts and nodes of the server: "these devices have work". A hint may be lost, doubled or late;
/// the database is the truth, so a lost one costs latency and nothing else.
/// </summary>
public interface IDeviceSignals
{
    /// <summary>Says that something changed for the devices. Never throws for a bus that is down.</summary>
    ValueTask SignalAsync(DeviceSignal signal, CancellationToken cancellation);

    /// <summary>Calls the handler for every signal until the subscription is disposed. The handler must be quick and must not throw.</summary>
    IDisposable Subscribe(Action<DeviceSignal> handler);
}

/// <summary>What changed.</summary>
public enum DeviceSignalKind
{
    /// <summary>Commands wait to be sent.</summary>
    Commands,

    /// <summary>State that is pushed to live sessions changed: name, verification, auth hash, configuration.</summary>
    State,

    /// <summary>The device left its organization: tell it to reset.</summary>
    Deprovisioned,

    /// <summary>Its sessions must end.</summary>
    Disconnect,

    /// <summary>A newer session of a connection exists somewhere: an older one must end.</summary>
    SessionReplaced,
}

/// <summary>A hint for some devices.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="DeviceUids">For which devices; at most some thousand at once.</param>
/// <param name="Connection">For a replaced session, its connection name.</param>
/// <param name="Epoch">For a replaced session, the epoch that is current now.</param>
public sealed record DeviceSignal(DeviceSignalKind Kind, IReadOnlyList<string> DeviceUids, string? Connection = null, long? Epoch = null);
