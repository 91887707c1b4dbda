namespace Placard.Domain.Devices;

/// <summary>
/// The current or last session of a device's connection. A new session raises the epoch; whatever carries an older one is refused.
/// </summary>
public sealed class DeviceSession
{
    public required string DeviceUid { get; init; }

    /// <summary>front or management.</summary>
    public required string Connection { get; init; }

    public required long Epoch { get; set; }

    public required string NodeUid { get; set; }

    /// <summary>ws or http.</summary>
    public required string Driver { get; set; }

    public string? RemoteAddress { get; set; }

    /// <summary>Action types that the connection wants, JSON array.</summary>
    public required string Actions { get; set; }

    /// <summary>What this part of the device reported it can do, JSON array; null before it did.</summary>
    public string? Capabilities { get; set; }

    public required DateTime ConnectedAt { get; set; }

    public DateTime? EndedAt { get; set; }
}

/// <summary>A time in which a connection of a device was open; the base of uptime and offline ranges.</summary>
public sealed class ConnectionInterval
{
    public long Id { get; init; }

    public required string DeviceUid { get; init; }

    public required string Connection { get; init; }

    public required long Epoch { get; init; }

    public required string NodeUid { get; init; }

    public required string Driver { get; init; }

    public required DateTime ConnectedAt { get; init; }

    public DateTime? DisconnectedAt { get; set; }
}

/// <summary>A secret that a device stores and logs in with instead of its duid; only its hash is here.</summary>
public sealed class DeviceLogin
{
    public required string SecretHash { get; init; }

    public required string DeviceUid { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>A frame that was stored, remembered for some minutes to know a repetition by a later session.</summary>
public sealed class StoredFrame
{
    public long Id { get; init; }

    public required string DeviceUid { get; init; }

    public required string Connection { get; init; }

    public required long Epoch { get; init; }

    /// <summary>First 16 bytes of SHA-256 over the content.</summary>
    public required byte[] ContentHash { get; init; }

    public required DateTime StoredAt { get; init; }
}

/// <summary>A running server; its open intervals are closed at its last heartbeat when it dies.</summary>
public sealed class GatewayNode
{
    public required string Uid { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime HeartbeatAt { get; set; }
}
