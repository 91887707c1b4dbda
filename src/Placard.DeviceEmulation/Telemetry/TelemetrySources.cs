using System.Text.Json.Nodes;
using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Telemetry;

/// <summary>The telemetry types that a device reports by itself.</summary>
internal static class TelemetrySources
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AtStart = TimeSpan.Zero;

    public static IReadOnlyList<TelemetrySource> All { get; } =
    [
        new("VOLUME", "volume", Usual, device => new JsonObject { ["volume"] = device.State.Volume }),
        new("BRIGHTNESS", "brightness", Usual, device => new JsonObject { ["brightness"] = device.State.BrightnessAt(TimeOnly.FromDateTime(device.Facts.LocalTime.DateTime)) }),
        new("TIMERS", "timers", Usual, device => Timers(device.State.NativeTimers.Values), device => device.Options.Profile.NativeTimers),
        new("PROPRIETARY_TIMERS", "proprietaryTimers", Usual, device => Timers(device.State.ProprietaryTimers.Values)),
        new("RESOLUTION", "resolution", Usual, device => Resolution(device.State)),
        new("ORIENTATION", "orientation", Usual, device => Orientation(device.State)),
        new("REMOTE_CONTROL", "remoteControl", Usual, device => new JsonObject { ["enabled"] = device.State.RemoteControlEnabled }),
        new("APPLICATION_VERSION", "applicationVersion", AtStart, device => new JsonObject { ["version"] = device.State.ApplicationVersion }),
        new("FIRMWARE_VERSION", "firmwareVersion", AtStart, device => new JsonObject { ["version"] = device.State.FirmwareVersion }),
        new("DEBUG", "debug", Usual, device => new JsonObject { ["appletEnabled"] = device.State.Debug.AppletEnabled, ["nativeEnabled"] = device.State.Debug.NativeEnabled }),
        new("DATETIME", "datetime", Usual, device => new JsonObject { ["timezone"] = device.State.TimeZone, ["ntpServer"] = device.State.NtpServer }),
        new("POWER_ACTIONS_SCHEDULE", "powerActionsSchedule", Usual, device => Schedule(device.State)),
        new("TEMPERATURE", "temperature", Often, device => new JsonObject { ["temperature"] = device.Facts.Temperature }, device => device.Options.Profile.Temperature),
        new("BUNDLED_APPLET", "bundledApplet", AtStart, _ => null),
        new("APPLET", "applet", Usual, device => Applet(device.State), device => !device.State.AppletDefinitions.IsEmpty),
        new("PROXY", "proxy", Usual, _ => new JsonObject { ["enabled"] = false, ["uri"] = null }),
        new("WIFI_STRENGTH", "wifiStrength", Usual, device => new JsonObject { ["strength"] = device.Facts.WifiStrength }, device => device.Options.Profile.Wifi),
        new("AUTO_RECOVERY", "autoRecovery", Usual, device => Recovery(device.State.AutoRecovery), device => device.Options.Profile.AutoRecovery),
        new("PEER_RECOVERY", "peerRecovery", Usual, device => Recovery(device.State.PeerRecovery), device => device.Options.Profile.PeerRecovery),
        new("EXTENDED_MANAGEMENT", "extendedManagementUrl", Usual, device => new JsonObject { ["url"] = device.State.ExtendedManagementUrl }),
        new("NETWORK_INTERFACES", "networkInterfaces", Usual, DeviceNotifications.NetworkInterfaces),
        new("DISPLAY_POWER_ON", "displayPowerOn", Usual, device => new JsonObject { ["powerOn"] = device.State.DisplayOn }),
        new("FRONT_CAPABILITIES", "frontCapabilities", AtStart, device => Capabilities(device.Options.Profile.FrontCapabilities)),
        new("MANAGEMENT_CAPABILITIES", "managementCapabilities", AtStart, device => Capabilities(device.Options.Profile.ManagementCapabilities)),
        new("FEATURE_FLAGS", "featureFlags", Usual, _ => new JsonObject { ["supported"] = new JsonArray("screenshotCapture", "systemLogs", "customScripts") }),
        new("APP_MODULES", "appModules", Usual, device => new JsonObject { ["management"] = device.State.ApplicationVersion, ["front"] = device.Options.Profile.FrontDisplayVersion }),
        new("PLUGIN", "plugin", Usual, _ => new JsonArray()),
        new("RUNNER", "runner", Usual, _ => new JsonArray()),
        new("INSTALLED_PACKAGES", "installedPackages", Often, device => Packages(device.State), device => device.Options.Profile.Packages),
        new("DISPLAY_SETTING", "displaySetting", Usual, device => Display(device.State.Display), device => device.Options.Profile.DisplayControl),
        new("INPUT_SOURCE", "inputSource", Usual, device => new JsonObject { ["inputSource"] = device.State.InputSource }, device => device.Options.Profile.DisplayControl),
    ];

    private static JsonArray Timers(IEnumerable<PowerTimer> timers) =>
    [
        .. timers.Select(timer => new JsonObject
        {
            ["type"] = timer.Type,
            ["timeOn"] = timer.TimeOn,
            ["timeOff"] = timer.TimeOff,
            ["weekdays"] = Texts(timer.Weekdays),
            ["volume"] = timer.Volume,
        }),
    ];

    private static JsonObject Resolution(DeviceState state)
    {
        var data = new JsonObject { ["width"] = state.Resolution.Width, ["height"] = state.Resolution.Height };
        if (state.Resolution.Framerate is { } framerate)
        {
            data["framerate"] = framerate;
        }

        return data;
    }

    private static JsonObject Orientation(DeviceState state)
    {
        var data = new JsonObject { ["orientation"] = state.Orientation };
        if (state.VideoOrientation is { } video)
        {
            data["videoOrientation"] = video;
        }

        return data;
    }

    private static JsonArray Schedule(DeviceState state) =>
    [
        .. state.ScheduledPowerActions.Select(action => new JsonObject
        {
            ["uid"] = action.Uid,
            ["powerType"] = action.PowerType,
            ["weekdays"] = Texts(action.Weekdays),
            ["time"] = action.Time,
        }),
    ];

    private static JsonObject? Applet(DeviceState state) =>
        state.AppletDefinitions is [var first, ..]
            ? new JsonObject
            {
                ["appletUid"] = Copy(first, "appletUid"),
                ["appletVersion"] = Copy(first, "appletVersion"),
                ["config"] = Copy(first, "configuration") ?? new JsonObject(),
            }
            : null;

    private static JsonObject Recovery(Recovery recovery)
    {
        var data = new JsonObject { ["enabled"] = recovery.Enabled };
        if (recovery.HealthcheckIntervalMs is { } interval)
        {
            data["healthcheckIntervalMs"] = interval;
        }

        if (recovery.UrlLauncherAddress is { } address)
        {
            data["urlLauncherAddress"] = address;
        }

        if (recovery.AutoEnableTimeoutMs is { } timeout)
        {
            data["autoEnableTimeoutMs"] = timeout;
        }

        return data;
    }

    private static JsonArray Packages(DeviceState state) =>
    [
        .. state.Packages.Select(package => new JsonObject
        {
            ["buildHash"] = Scheduling.StableHash.Of($"{package.PackageName}@{package.Version}+{package.Build}").ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            ["specs"] = new JsonObject { ["packageName"] = package.PackageName, ["version"] = package.Version, ["build"] = package.Build },
        }),
    ];

    private static JsonObject Display(DisplaySetting display) => new()
    {
        ["backlight"] = display.Backlight,
        ["contrast"] = display.Contrast,
        ["sharpness"] = display.Sharpness,
        ["maxTemperature"] = display.MaxTemperature,
    };

    private static JsonObject Capabilities(IReadOnlyList<string> capable) => new() { ["capable"] = Texts(capable) };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static JsonNode? Copy(System.Text.Json.JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;
}
