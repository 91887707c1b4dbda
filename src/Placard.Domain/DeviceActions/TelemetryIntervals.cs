using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.Domain.DeviceActions;

/// <summary>How often the device reports, in milliseconds. Absent: unchanged; null: back to the default.</summary>
/// <param name="Screenshots" example="3600000">Pictures of the screen.</param>
/// <param name="Temperature" example="3600000">Type TEMPERATURE.</param>
/// <param name="ApplicationVersion" example="3600000">Type APPLICATION_VERSION.</param>
/// <param name="FrontDisplayVersion" example="3600000">Type FRONT_DISPLAY_VERSION.</param>
/// <param name="Brightness" example="3600000">Type BRIGHTNESS.</param>
/// <param name="Datetime" example="3600000">Type DATETIME.</param>
/// <param name="Debug" example="3600000">Type DEBUG.</param>
/// <param name="FirmwareVersion" example="3600000">Type FIRMWARE_VERSION.</param>
/// <param name="Orientation" example="3600000">Type ORIENTATION.</param>
/// <param name="PowerActionsSchedule" example="3600000">Type POWER_ACTIONS_SCHEDULE.</param>
/// <param name="ProprietaryTimers" example="3600000">Type PROPRIETARY_TIMERS.</param>
/// <param name="RemoteControl" example="3600000">Type REMOTE_CONTROL.</param>
/// <param name="Resolution" example="3600000">Type RESOLUTION.</param>
/// <param name="Timers" example="3600000">Type TIMERS.</param>
/// <param name="Volume" example="3600000">Type VOLUME.</param>
/// <param name="Storage" example="3600000">State of the storage.</param>
/// <param name="Battery" example="3600000">State of the battery.</param>
/// <param name="Policy" example="3600000">How often policies are enforced.</param>
/// <param name="PeerRecovery" example="3600000">Type PEER_RECOVERY.</param>
/// <param name="AutoRecovery" example="3600000">Type AUTO_RECOVERY.</param>
/// <param name="Default" example="3600000">Of the types that have no name here.</param>
public sealed record TelemetryIntervalsValue(
    int? Screenshots,
    int? Temperature,
    int? ApplicationVersion,
    int? FrontDisplayVersion,
    int? Brightness,
    int? Datetime,
    int? Debug,
    int? FirmwareVersion,
    int? Orientation,
    int? PowerActionsSchedule,
    int? ProprietaryTimers,
    int? RemoteControl,
    int? Resolution,
    int? Timers,
    int? Volume,
    int? Storage,
    int? Battery,
    int? Policy,
    int? PeerRecovery,
    int? AutoRecovery,
    int? Default);

public sealed class TelemetryIntervals : DeviceActionKind<TelemetryIntervalsValue>
{
    public override string ActionType => "TELEMETRY_INTERVALS";

    public override string Summary => "Sets how often the device reports. Only what is sent changes.";

    public override DeliveryClass Delivery => DeliveryClass.Configuration;

    public override bool ChangesDevice => true;

    public override bool IsPartial => true;

    public override bool RefusesOtherFields => true;

    /// <summary>Every interval of a device: what was set, or null.</summary>
    /// <param name="stored">As the device's row has it.</param>
    public static TelemetryIntervalsValue Current(string? stored) =>
        JsonSerializer.Deserialize(stored ?? "{}", TelemetryIntervalsJson.Default.TelemetryIntervalsValue)!;

    /// <summary>Only what was set, by its key.</summary>
    /// <param name="stored">As the device's row has it.</param>
    public static IReadOnlyDictionary<string, long> Set(string stored) =>
        JsonSerializer.Deserialize(stored, TelemetryIntervalsJson.Default.IReadOnlyDictionaryStringInt64)!;

    public override void ApplyTo(Device device, JsonElement value, DateTime now)
    {
        var intervals = JsonNode.Parse(device.TelemetryIntervals ?? "{}")!.AsObject();
        foreach (var interval in value.EnumerateObject())
        {
            intervals.Remove(interval.Name);
            if (interval.Value.ValueKind != JsonValueKind.Null)
            {
                intervals[interval.Name] = interval.Value.GetInt32();
            }
        }

        device.TelemetryIntervals = intervals.Count == 0 ? null : intervals.ToJsonString();
    }

    protected override JsonTypeInfo<TelemetryIntervalsValue> ValueJson => TelemetryIntervalsJson.Default.TelemetryIntervalsValue;

    protected override string DecidingConnection(TelemetryIntervalsValue value) => ConnectionNames.Management;
}

/// <summary>Whole milliseconds within the limits. The text names a least value that the reference's own samples are below of; so only what is not positive is refused.</summary>
internal sealed class TelemetryIntervalConverter : JsonConverter<int>
{
    private const int Most = 2_098_800_000;
    private const string Limits =
        "Value should be a number greater than or equal to 3600000 (60 minutes in milliseconds) and less than or equal to 2098800000 (583 hours in milliseconds)";

    private static readonly LenientInt32Converter Whole = new();

    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Whole.Read(ref reader, typeToConvert, options) is > 0 and <= Most and var interval ? interval : throw new LenientValueException(Limits);
        }
        catch (LenientValueException)
        {
            throw new LenientValueException(Limits);
        }
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(TelemetryIntervalConverter)])]
[JsonSerializable(typeof(TelemetryIntervalsValue))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
internal sealed partial class TelemetryIntervalsJson : JsonSerializerContext;
