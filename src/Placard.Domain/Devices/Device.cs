using Placard.Domain.Organizations;

namespace Placard.Domain.Devices;

/// <summary>A player, a display or an emulator. Without an organization it waits to be paired.</summary>
public sealed class Device : IMaybeOrganizationOwned
{
    /// <summary>When the configuration changed of a device that is new, or not known yet: to be registered must not make it connect anew.</summary>
    public static readonly DateTime NeverReconfigured = DateTime.UnixEpoch;

    public required string Uid { get; init; }

    /// <summary>The identifier that the device itself knows.</summary>
    public required string Duid { get; init; }

    public string? OrganizationUid { get; set; }

    public required string Name { get; set; }

    public required string ApplicationType { get; set; }

    /// <summary>Revocable second identifier, shown to applets and the CMS.</summary>
    public required string AuthHash { get; set; }

    public required DateTime AuthHashCreatedAt { get; set; }

    /// <summary>Part of the device's upload address; rotates when the device changes hands.</summary>
    public required string UploadToken { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ProvisionedAt { get; set; }

    /// <summary>Last ping; written at most once in some seconds.</summary>
    public DateTime? AliveAt { get; set; }

    public string? LocationUid { get; set; }

    public string? PinCode { get; set; }

    public string? Model { get; set; }

    public string? SerialNumber { get; set; }

    public string? Brand { get; set; }

    public string? OsVersion { get; set; }

    public string? ApplicationVersion { get; set; }

    public string? FrontDisplayVersion { get; set; }

    public string? FirmwareVersion { get; set; }

    public string? FirmwareType { get; set; }

    public string? Timezone { get; set; }

    /// <summary>First MAC addresses found in the network interfaces, for search.</summary>
    public string? MacAddresses { get; set; }

    /// <summary>JSON object of the contract.</summary>
    public string? NetworkInterfaces { get; set; }

    /// <summary>JSON object of the contract: internal, removable, updatedAt.</summary>
    public string? StorageStatus { get; set; }

    /// <summary>Used share of the internal storage in percent, for filters.</summary>
    public double? StorageUsedPercent { get; set; }

    public string? BatteryStatus { get; set; }

    /// <summary>JSON object of the contract: time, timezone, updatedAt, incorrectTime.</summary>
    public string? CurrentTime { get; set; }

    /// <summary>JSON array of {width, height, framerate?}.</summary>
    public string? SupportedResolutions { get; set; }

    /// <summary>websocket, http, or null for automatic.</summary>
    public string? ConnectionMethod { get; set; }

    public string? PlatformUri { get; set; }

    public string? StaticBaseUrl { get; set; }

    public string? UploadBaseUrl { get; set; }

    public string? WeinreUri { get; set; }

    public string? ExtendedManagementUrl { get; set; }

    /// <summary>JSON object of the intervals that were set, by their keys; null: the device's defaults.</summary>
    public string? TelemetryIntervals { get; set; }

    /// <summary>Whether pictures of the screen may be taken; null: nobody said.</summary>
    public bool? ScreenCapture { get; set; }

    /// <summary>Any change of it makes the device connect anew.</summary>
    public required DateTime ConfigurationUpdatedAt { get; set; }

    /// <summary>Set for an emulator made by REST: the organization or account that made it may read and delete it before it is paired.</summary>
    public string? EmulatorOwner { get; set; }

    public bool IsEmulator { get; set; }

    /// <summary>Made by <c>--demo</c>.</summary>
    public bool IsDemo { get; set; }

    /// <summary>It left an organization and has not yet been told to forget what it got there.</summary>
    public bool ResetPending { get; set; }

    /// <summary>It moved to another organization and its display has not yet been told to drop the content that it got from the old one.</summary>
    public bool ForgetPending { get; set; }

    /// <summary>Plan of the device as the bulk vocabulary knows it; nothing depends on it.</summary>
    public string? SubscriptionType { get; set; }

    /// <summary>An administrator refused it: no authentication until approved.</summary>
    public DateTime? BannedAt { get; set; }

    /// <summary>Changes what makes the device connect anew, also twice within a millisecond: the document has no finer time.</summary>
    public void MakeConnectAnew(DateTime now)
    {
        var least = ConfigurationUpdatedAt.AddMilliseconds(1);
        ConfigurationUpdatedAt = now > least ? now : least;
    }
}

/// <summary>A device's wait for an organization, known to people by its hash.</summary>
public sealed class DeviceVerification
{
    public required string Uid { get; init; }

    public required string DeviceUid { get; init; }

    /// <summary>6 hex, unique among the pending ones.</summary>
    public required string Hash { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; set; }

    public DateTime? VerifiedAt { get; set; }

    /// <summary>The organization that took the device: only it can read the verification.</summary>
    public string? OrganizationUid { get; set; }
}
