namespace Placard.DeviceEmulation;

/// <summary>How far one connection of a device is.</summary>
public enum ConnectionPhase
{
    Disconnected,
    Connecting,

    /// <summary>Handshake done, log-in under way.</summary>
    Connected,
    Authenticated,

    /// <summary>Authenticated, and the device belongs to an organization.</summary>
    Verified,
}
