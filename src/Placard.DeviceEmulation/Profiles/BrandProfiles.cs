namespace Placard.DeviceEmulation.Profiles;

/// <summary>The brands that the emulation knows. Invented devices with plausible data.</summary>
public static class BrandProfiles
{
    private static readonly string[] CommonManagement =
    [
        "MODEL", "SERIAL_NUMBER", "BRAND", "OS_VERSION", "STORAGE_UNITS", "SCREENSHOT_UPLOAD", "NETWORK_INFO", "TIMERS_PROPRIETARY",
        "BRIGHTNESS_SCHEDULING", "SET_BRIGHTNESS", "GET_BRIGHTNESS", "SCREEN_RESIZE", "SET_TIME", "SET_TIMEZONE", "GET_TIMEZONE", "NTP_TIME",
        "APP_UPGRADE", "FIRMWARE_UPGRADE", "SET_VOLUME", "GET_VOLUME", "SET_REMOTE_CONTROL_ENABLED", "SET_DEBUG", "SYSTEM_REBOOT", "APP_RESTART",
        "DISPLAY_POWER", "ORIENTATION_LANDSCAPE", "ORIENTATION_PORTRAIT", "ORIENTATION_LANDSCAPE_FLIPPED", "ORIENTATION_PORTRAIT_FLIPPED",
        "SCHEDULE_POWER_ACTION", "EXTENDED_MANAGEMENT", "PROXY", "FILE_SYSTEM_WIPEOUT", "CUSTOM_SCRIPTS", "REMOTE_DESKTOP", "SECRETS",
    ];

    private static readonly string[] CommonFront =
    [
        "FILE_SYSTEM_INTERNAL_STORAGE", "FILE_SYSTEM_EXTERNAL_STORAGE", "FILE_SYSTEM_FILE_CHECKSUM", "FILE_SYSTEM_LINK", "TIMERS_PROPRIETARY",
        "VIDEO_4K", "FRONT_OSD", "BROWSER",
    ];

    private static readonly ScreenSize[] FullHd = [new(1920, 1080)];

    private static readonly ScreenSize[] FullHdAndMore = [new(1280, 720, 60), new(1920, 1080, 60), new(3840, 2160, 30)];

    public static BrandProfile Emulator { get; } = new()
    {
        Name = "emulator",
        ApplicationType = "default",
        Brand = "signageOS",
        Model = "Emulator",
        OsVersion = "Linux x86_64",
        FirmwareVersion = "emulator-1.0.0",
        ApplicationVersion = "14.35.1",
        FrontDisplayVersion = "14.35.1",
        MacPrefix = "02:00:00",
        Resolutions = FullHd,
        StorageBytes = 8_000_000_000,
        Battery = true,
        Temperature = false,
        NativeTimers = true,
        AutoRecovery = true,
        PeerRecovery = true,
        Packages = true,
        ManagementCapabilities = [.. CommonManagement, "BATTERY_STATUS", "TIMERS_NATIVE", "AUTO_RECOVERY", "PEER_RECOVERY", "PACKAGE_INSTALL", "NOTIFY_INSTALLED_PACKAGES", "VPN"],
        FrontCapabilities = CommonFront,
        Colour = 0x2D3748,
    };

    public static BrandProfile SamsungTizen { get; } = new()
    {
        Name = "samsung",
        ApplicationType = "tizen",
        Brand = "Samsung",
        Model = "QM43R",
        OsVersion = "4.0",
        FirmwareVersion = "T-KTM2ELAKUCS-2130.5",
        FirmwareType = "S6",
        ApplicationVersion = "2.9.1",
        FrontDisplayVersion = "14.35.1",
        MacPrefix = "5c:49:7d",
        Resolutions = [new(1920, 1080), new(3840, 2160)],
        StorageBytes = 7_600_000_000,
        Wifi = true,
        NativeTimers = true,
        AutoRecovery = true,
        PeerRecovery = true,
        DisplayControl = true,
        ManagementCapabilities = [.. CommonManagement, "TEMPERATURE", "TIMERS_NATIVE", "AUTO_RECOVERY", "PEER_RECOVERY", "WIFI", "WIFI_STRENGTH", "NATIVE_COMMANDS_MDC"],
        FrontCapabilities = CommonFront,
        Colour = 0x1428A0,
    };

    public static BrandProfile LgWebOs { get; } = new()
    {
        Name = "lg",
        ApplicationType = "webos",
        Brand = "LG",
        Model = "55UH5F-H",
        OsVersion = "6.0",
        FirmwareVersion = "03.12.40",
        FirmwareType = "webOS6",
        ApplicationVersion = "2.8.4",
        FrontDisplayVersion = "14.35.1",
        MacPrefix = "a8:23:fe",
        Resolutions = [new(1920, 1080), new(3840, 2160)],
        StorageBytes = 9_800_000_000,
        RemovableStorageBytes = 31_900_000_000,
        Wifi = true,
        NativeTimers = true,
        AutoRecovery = true,
        ManagementCapabilities = [.. CommonManagement, "TEMPERATURE", "TIMERS_NATIVE", "AUTO_RECOVERY", "WIFI", "WIFI_STRENGTH"],
        FrontCapabilities = CommonFront,
        Colour = 0xA50034,
    };

    public static BrandProfile SonyAndroid { get; } = new()
    {
        Name = "sony",
        ApplicationType = "android",
        Brand = "Sony",
        Model = "FW-50BZ30J",
        OsVersion = "10",
        FirmwareVersion = "PKG6.7311.0640EUA",
        FirmwareType = "bravia",
        ApplicationVersion = "4.2.0",
        FrontDisplayVersion = "14.35.1",
        MacPrefix = "88:c9:e8",
        Resolutions = FullHdAndMore,
        StorageBytes = 16_000_000_000,
        Wifi = true,
        Packages = true,
        ManagementCapabilities = [.. CommonManagement, "TEMPERATURE", "PACKAGE_INSTALL", "NOTIFY_INSTALLED_PACKAGES", "STOP_PACKAGE", "WIFI", "WIFI_STRENGTH"],
        FrontCapabilities = CommonFront,
        Colour = 0x111111,
    };

    public static BrandProfile BrightSign { get; } = new()
    {
        Name = "brightsign",
        ApplicationType = "brightsign",
        Brand = "BrightSign",
        Model = "XT1144",
        OsVersion = "8.5.47",
        FirmwareVersion = "8.5.47",
        FirmwareType = "pantera",
        ApplicationVersion = "2.6.3",
        FrontDisplayVersion = "14.35.1",
        MacPrefix = "90:ac:3f",
        Resolutions = FullHdAndMore,
        StorageBytes = 15_900_000_000,
        RemovableStorageBytes = 63_800_000_000,
        ManagementCapabilities = [.. CommonManagement, "TEMPERATURE"],
        FrontCapabilities = CommonFront,
        Colour = 0x4B2E83,
    };

    public static BrandProfile RaspberryPi { get; } = new()
    {
        Name = "raspberrypi",
        ApplicationType = "linux",
        Brand = "Raspberry Pi Foundation",
        Model = "Raspberry Pi 4 Model B Rev 1.4",
        OsVersion = "Raspbian 11",
        FirmwareVersion = "3.0.1",
        FirmwareType = "rpi4",
        ApplicationVersion = "2.4.0",
        FrontDisplayVersion = "14.35.1",
        MacPrefix = "dc:a6:32",
        Resolutions = [new(1280, 720, 60), new(1920, 1080, 60)],
        StorageBytes = 29_000_000_000,
        Wifi = true,
        ManagementCapabilities = [.. CommonManagement, "TEMPERATURE", "WIFI", "WIFI_STRENGTH", "VPN"],
        FrontCapabilities = CommonFront,
        Colour = 0xBC1142,
    };

    /// <summary>All profiles; a mixed swarm takes them in turn.</summary>
    public static IReadOnlyList<BrandProfile> All { get; } = [Emulator, SamsungTizen, LgWebOs, SonyAndroid, BrightSign, RaspberryPi];

    /// <summary>The profile of that name, or null.</summary>
    public static BrandProfile? Find(string name) => All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase));
}
