using Placard.Domain.Organizations;

namespace Placard.Domain.Content;

/// <summary>A command to an applet or from one. Both are in one list with one clock, the server's.</summary>
public sealed class AppletCommand : IOrganizationOwned
{
    /// <summary>Of a command to an applet, the uid of its device action.</summary>
    public required string Uid { get; init; }

    public required string DeviceUid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string AppletUid { get; init; }

    public required string Type { get; init; }

    /// <summary>JSON object with its type.</summary>
    public required string Command { get; init; }

    /// <summary>The timing that ran the applet, in the device's words; null if nobody said.</summary>
    public string? TimingChecksum { get; init; }

    public required bool IsFromDevice { get; init; }

    public required DateTime ReceivedAt { get; init; }
}
