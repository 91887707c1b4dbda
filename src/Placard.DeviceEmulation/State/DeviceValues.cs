namespace Placard.DeviceEmulation.State;

/// <summary>Two brightness values and the times of day (HH:mm:ss) from which each holds.</summary>
public sealed record BrightnessSchedule(string? TimeFrom1, int Brightness1, string? TimeFrom2, int Brightness2);

public sealed record DebugSettings(bool AppletEnabled, bool NativeEnabled);

/// <summary>An on and off timer. Weekdays are long names (<c>MONDAY</c>), times HH:mm:ss.</summary>
public sealed record PowerTimer(string Type, string? TimeOn, string? TimeOff, IReadOnlyList<string> Weekdays, int Volume);

/// <summary>A power action that repeats. Weekdays are long names.</summary>
public sealed record ScheduledPowerAction(string Uid, string PowerType, IReadOnlyList<string> Weekdays, string Time);

/// <summary>Auto or peer recovery: which of the other values is set depends on the kind and on <paramref name="Enabled"/>.</summary>
public sealed record Recovery(bool Enabled, long? HealthcheckIntervalMs = null, string? UrlLauncherAddress = null, long? AutoEnableTimeoutMs = null);

public sealed record InstalledPackage(string PackageName, string Version, string? Build);

public sealed record DisplaySetting(int Backlight, int Contrast, int Sharpness, int MaxTemperature);
