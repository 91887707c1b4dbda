namespace Placard.DeviceEmulation.Profiles;

/// <summary>A size of the picture. Frame rate in Hz where the brand reports one.</summary>
public sealed record ScreenSize(int Width, int Height, int? Framerate = null);

/// <summary>What a model of one brand says of itself. One record is shared by all devices of the profile.</summary>
public sealed record BrandProfile
{
    /// <summary>Name on the command line.</summary>
    public required string Name { get; init; }

    public required string ApplicationType { get; init; }

    public required string Brand { get; init; }

    public required string Model { get; init; }

    public required string OsVersion { get; init; }

    public required string FirmwareVersion { get; init; }

    public string? FirmwareType { get; init; }

    public required string ApplicationVersion { get; init; }

    public required string FrontDisplayVersion { get; init; }

    /// <summary>First three bytes of its MAC addresses.</summary>
    public required string MacPrefix { get; init; }

    public required IReadOnlyList<ScreenSize> Resolutions { get; init; }

    public required long StorageBytes { get; init; }

    public long? RemovableStorageBytes { get; init; }

    public bool Wifi { get; init; }

    public bool Battery { get; init; }

    public bool Temperature { get; init; } = true;

    public bool NativeTimers { get; init; }

    public bool AutoRecovery { get; init; }

    public bool PeerRecovery { get; init; }

    public bool Packages { get; init; }

    /// <summary>Backlight, contrast and the like: Tizen with extended control.</summary>
    public bool DisplayControl { get; init; }

    public required IReadOnlyList<string> ManagementCapabilities { get; init; }

    public required IReadOnlyList<string> FrontCapabilities { get; init; }

    /// <summary>Background of its screenshots, 0xRRGGBB.</summary>
    public required int Colour { get; init; }
}
