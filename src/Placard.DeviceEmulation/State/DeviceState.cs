using System.Collections.Immutable;
using System.Text.Json;
using Placard.DeviceEmulation.Profiles;

namespace Placard.DeviceEmulation.State;

/// <summary>
/// What an emulated device is set to. Values are immutable and replaced as a whole, so both connections and a test may read while a command writes.
/// </summary>
public sealed class DeviceState
{
    internal DeviceState(BrandProfile profile)
    {
        Resolution = profile.Resolutions.Contains(new ScreenSize(1920, 1080)) ? new ScreenSize(1920, 1080) : profile.Resolutions[^1];
        ApplicationVersion = profile.ApplicationVersion;
        FirmwareVersion = profile.FirmwareVersion;
    }

    // Settings.
    public int Volume { get; set; } = 60;

    public BrightnessSchedule Brightness { get; set; } = new("08:00:00", 80, "20:00:00", 80);

    public bool RemoteControlEnabled { get; set; } = true;

    public DebugSettings Debug { get; set; } = new(false, false);

    public ScreenSize Resolution { get; set; }

    public string Orientation { get; set; } = "LANDSCAPE";

    public string? VideoOrientation { get; set; }

    public string TimeZone { get; set; } = "Europe/Prague";

    /// <summary>How far its clock was set from the true time.</summary>
    public TimeSpan ClockOffset { get; set; }

    public string? NtpServer { get; set; } = "pool.ntp.org";

    public string ApplicationVersion { get; set; }

    public string FirmwareVersion { get; set; }

    public string Pin { get; set; } = "0000";

    public Recovery AutoRecovery { get; set; } = new(false);

    public Recovery PeerRecovery { get; set; } = new(false);

    public string? ExtendedManagementUrl { get; set; }

    public bool VpnEnabled { get; set; }

    public bool RemoteDesktopEnabled { get; set; }

    /// <summary>Null while it reports as usual.</summary>
    public DateTimeOffset? ExtendedTelemetryUntil { get; set; }

    /// <summary>The package that was started last.</summary>
    public string? StartedPackage { get; set; }

    /// <summary>By <c>TIMER_n</c>.</summary>
    public ImmutableSortedDictionary<string, PowerTimer> NativeTimers { get; set; } = ImmutableSortedDictionary<string, PowerTimer>.Empty;

    /// <summary>By <c>TIMER_n</c>.</summary>
    public ImmutableSortedDictionary<string, PowerTimer> ProprietaryTimers { get; set; } = ImmutableSortedDictionary<string, PowerTimer>.Empty;

    public ImmutableList<ScheduledPowerAction> ScheduledPowerActions { get; set; } = [];

    public ImmutableList<InstalledPackage> Packages { get; set; } = [];

    public DisplaySetting Display { get; set; } = new(50, 50, 50, 60);

    public string InputSource { get; set; } = "HDMI1";

    /// <summary>What people at the device may use, by flag; null: not managed.</summary>
    public ImmutableSortedDictionary<string, bool?> Security { get; set; } = ImmutableSortedDictionary<string, bool?>.Empty;

    // Running state.
    public bool DisplayOn { get; set; } = true;

    public bool AppletEnabled { get; set; } = true;

    /// <summary>How often the applet was reloaded or refreshed.</summary>
    public int AppletReloads { get; set; }

    /// <summary>How often the application or the system was restarted by command.</summary>
    public int Restarts { get; set; }

    public int StorageWipes { get; set; }

    public int PolicyReapplications { get; set; }

    // What the server told.
    public string? Name { get; set; }

    public string? AuthHash { get; set; }

    public string? OrganizationTitle { get; set; }

    public ImmutableArray<string> Tags { get; set; } = [];

    public JsonElement? Location { get; set; }

    /// <summary>Definitions of the applets to play, as received; empty when none.</summary>
    public ImmutableArray<JsonElement> AppletDefinitions { get; set; } = [];

    /// <summary>Where the applets were loaded from that it keeps, below the base of content.</summary>
    public ImmutableHashSet<string> LoadedApplets { get; set; } = [];

    public ImmutableArray<JsonElement> PolicyItems { get; set; } = [];

    /// <summary>Base URL of a developer's machine while it is connected to it.</summary>
    public string? ConnectedTo { get; set; }

    /// <summary>The brightness that the schedule asks for at the device's time of day.</summary>
    public int BrightnessAt(TimeOnly timeOfDay)
    {
        if (!TimeOnly.TryParse(Brightness.TimeFrom1, out var first) || !TimeOnly.TryParse(Brightness.TimeFrom2, out var second) || first == second)
        {
            return Brightness.Brightness1;
        }

        return timeOfDay.IsBetween(first, second) ? Brightness.Brightness1 : Brightness.Brightness2;
    }

    /// <summary>Back to the state of a device that has just been unpacked, as after deprovisioning.</summary>
    internal void Reset()
    {
        Volume = 50;
        Brightness = new BrightnessSchedule("08:00:00", 50, "20:00:00", 50);
        DisplayOn = true;
        Debug = new DebugSettings(false, false);
        Pin = "0000";
        ClockOffset = TimeSpan.Zero;
        Security = ImmutableSortedDictionary<string, bool?>.Empty;
        NativeTimers = ImmutableSortedDictionary<string, PowerTimer>.Empty;
        ProprietaryTimers = ImmutableSortedDictionary<string, PowerTimer>.Empty;
        ScheduledPowerActions = [];
        AppletDefinitions = [];
        LoadedApplets = [];
        PolicyItems = [];
        Name = null;
        AuthHash = null;
        OrganizationTitle = null;
        Tags = [];
        Location = null;
    }
}
