using Placard.Domain.Organizations;

namespace Placard.Domain.Content;

/// <summary>Puts an applet on a device. The same rows are the timings and the applet assignments of the API.</summary>
public sealed class Timing : IOrganizationOwned
{
    public required string Uid { get; init; }

    public required string OrganizationUid { get; init; }

    public required string DeviceUid { get; init; }

    public required string AppletUid { get; init; }

    public required string AppletVersion { get; set; }

    public required DateTime StartsAt { get; set; }

    /// <summary>Not the end of showing it: see the rule in docs/compatibility.md.</summary>
    public required DateTime EndsAt { get; set; }

    /// <summary>Handed to the applet: a JSON value, exactly as it came.</summary>
    public required string Configuration { get; set; }

    /// <summary>Order among the timings in force; equal ones in the order of their creation.</summary>
    public required double Position { get; set; }

    public required string FinishEventType { get; set; }

    /// <summary>A JSON value, exactly as it came.</summary>
    public required string FinishEventData { get; set; }

    /// <summary>False for an assignment that is not the active one: it is never in force.</summary>
    public required bool Enabled { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; set; }
}
