using Placard.Domain.Catalogue;

namespace Placard.Domain.Devices;

/// <summary>Who asked for an action: exactly one of these.</summary>
public enum OriginatorKind
{
    Account,
    OrganizationToken,
    Policy,
    BulkOperation,
    Device,
}

/// <summary>
/// One action on one device: the row that REST lists, the entry of the action log and the command that the gateway sends.
/// Open until <see cref="SucceededAt"/> or <see cref="FailedAt"/> is set.
/// </summary>
public sealed class DeviceAction : Organizations.IOrganizationOwned
{
    /// <summary>Sorts by creation.</summary>
    public required string Uid { get; init; }

    public required string DeviceUid { get; init; }

    /// <summary>The organization under which it was written; it stays with it.</summary>
    public required string OrganizationUid { get; init; }

    /// <summary>Action type of the catalogue.</summary>
    public required string Kind { get; init; }

    public required DeliveryClass Delivery { get; init; }

    /// <summary>The connection that gets it and whose answer decides.</summary>
    public required string Connection { get; init; }

    public string SupersedeKey { get; init; } = "";

    /// <summary>The stored value, JSON.</summary>
    public required string Value { get; init; }

    /// <summary>What came of it beyond success and failure, JSON.</summary>
    public string? Result { get; set; }

    public required OriginatorKind OriginatorKind { get; init; }

    public required string OriginatorId { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last sent, committed before the frame left.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>Epoch of the session in which it was last sent.</summary>
    public long? SentEpoch { get; set; }

    /// <summary>When something must be decided if nothing happens: expiry while unsent, time-out once sent. Null: it may wait for ever.</summary>
    public DateTime? DeadlineAt { get; set; }

    public DateTime? SucceededAt { get; set; }

    public DateTime? FailedAt { get; set; }

    public string? FailCode { get; set; }

    public string? FailMessage { get; set; }
}

/// <summary>Why an action failed. The contract knows only that it did; these tell why.</summary>
public static class FailCodes
{
    /// <summary>The device said that it failed.</summary>
    public const string DeviceFailed = "device_failed";

    /// <summary>The device confirmed the receipt and then did not answer in time.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>It was sent, its session ended, and no answer came: it may or may not have happened.</summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>The device was not there before it became pointless.</summary>
    public const string Expired = "expired";

    /// <summary>A newer value replaced it before it was sent.</summary>
    public const string Superseded = "superseded";

    /// <summary>The device can't do it.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>The version is not there for the device to load, or not published.</summary>
    public const string VersionNotAvailable = "version_not_available";

    /// <summary>The organization has as many devices as an administrator allows it.</summary>
    public const string OrganizationFull = "organization_full";

    /// <summary>The device left the organization.</summary>
    public const string DeviceMoved = "device_moved";

    /// <summary>What it names does not exist in the device's organization.</summary>
    public const string NotFound = "not_found";

    /// <summary>There would be more than the server keeps.</summary>
    public const string LimitReached = "limit_reached";

    /// <summary>Somebody withdrew it before it was sent.</summary>
    public const string Withdrawn = "withdrawn";
}
