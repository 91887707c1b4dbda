namespace Placard.Domain.Devices;

/// <summary>Whether a device is there, as people read it.</summary>
public static class Presence
{
    /// <summary>It has a live connection and pings.</summary>
    public const string Online = "online";

    /// <summary>It has a live connection and has not pinged for a while: its application may hang.</summary>
    public const string Pending = "pending";

    /// <summary>It has no live connection.</summary>
    public const string Offline = "offline";

    public static readonly TimeSpan PendingAfter = TimeSpan.FromMinutes(5);
}
