using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Profiles;
using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Policies;

/// <summary>The items that the emulation enforces; others are left alone, as on a device that does not know them.</summary>
internal static class PolicyItems
{
    public static IReadOnlyList<PolicyItem> All { get; } =
    [
        new("VOLUME", (state, value) => state.Volume = Integer(value["volume"]) ?? state.Volume),
        new("BRIGHTNESS", ApplyBrightness),
        new("REMOTE_CONTROL", (state, value) => state.RemoteControlEnabled = Flag(value["enabled"])),
        new("DEBUG", (state, value) => state.Debug = new DebugSettings(Flag(value["appletEnabled"]), Flag(value["nativeEnabled"]))),
        new("RESOLUTION", (state, value) => state.Resolution = new ScreenSize(Integer(value["width"]) ?? 1920, Integer(value["height"]) ?? 1080, Integer(value["framerate"]))),
        new("ORIENTATION", ApplyOrientation),
        new("DATETIME", ApplyDateTime),
        new("APPLICATION_VERSION", (state, value) => state.ApplicationVersion = Text(value["version"]) ?? state.ApplicationVersion),
        new("FIRMWARE_VERSION", (state, value) => state.FirmwareVersion = Text(value["version"]) ?? state.FirmwareVersion),
        new("TIMERS", (state, value) => state.NativeTimers = Timers(value)),
        new("PROPRIETARY_TIMERS", (state, value) => state.ProprietaryTimers = Timers(value)),
        new("POWER_ACTIONS_SCHEDULE", (state, value) => state.ScheduledPowerActions = [.. Objects(value).Select(Scheduled)]),
        new("EXTENDED_MANAGEMENT", (state, value) => state.ExtendedManagementUrl = Text(value["url"])),
        new("AUTO_RECOVERY", (state, value) => state.AutoRecovery = RecoveryOf(value)),
        new("PEER_RECOVERY", (state, value) => state.PeerRecovery = RecoveryOf(value)),
    ];

    /// <summary>Whether a brightness schedule, the one value that telemetry does not show whole, is the wanted one.</summary>
    public static bool IsBrightness(DeviceState state, JsonNode? value)
    {
        var wanted = Brightness(value);
        return wanted is null || wanted == state.Brightness;
    }

    private static void ApplyBrightness(DeviceState state, JsonNode value) => state.Brightness = Brightness(value) ?? state.Brightness;

    private static BrightnessSchedule? Brightness(JsonNode? value)
    {
        var entries = Objects(value).ToList();
        if (entries.Count == 0)
        {
            return null;
        }

        var (first, second) = (entries[0], entries[^1]);
        return new BrightnessSchedule(Text(first["time"]), Integer(first["brightness"]) ?? 50, Text(second["time"]), Integer(second["brightness"]) ?? 50);
    }

    private static void ApplyOrientation(DeviceState state, JsonNode value)
    {
        state.Orientation = Text(value["orientation"]) ?? state.Orientation;
        state.VideoOrientation = Text(value["videoOrientation"]);
    }

    private static void ApplyDateTime(DeviceState state, JsonNode value)
    {
        state.TimeZone = Text(value["timezone"]) ?? state.TimeZone;
        state.NtpServer = Text(value["ntpServer"]);
    }

    private static ImmutableSortedDictionary<string, PowerTimer> Timers(JsonNode value) =>
        Objects(value)
            .Select(timer => new PowerTimer(Text(timer["type"]) ?? "TIMER_1", Text(timer["timeOn"]), Text(timer["timeOff"]), Texts(timer["weekdays"]), Integer(timer["volume"]) ?? 0))
            .GroupBy(timer => timer.Type, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Last());

    private static ScheduledPowerAction Scheduled(JsonObject action) =>
        new(Text(action["uid"]) ?? "", Text(action["powerType"]) ?? "", Texts(action["weekdays"]), Text(action["time"]) ?? "");

    private static Recovery RecoveryOf(JsonNode value) =>
        new(Flag(value["enabled"]), Integer(value["healthcheckIntervalMs"]), Text(value["urlLauncherAddress"]), Integer(value["autoEnableTimeoutMs"]));

    private static IEnumerable<JsonObject> Objects(JsonNode? value) => (value as JsonArray ?? []).OfType<JsonObject>();

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? (int)number : null;

    private static bool Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Text).OfType<string>()];
}
