using System.Text.Json.Nodes;

namespace Placard.DeviceEmulation.Telemetry;

/// <summary>One telemetry type: how it is read and how often.</summary>
/// <param name="IntervalKey">Its key in the configuration's <c>telemetryIntervals</c>.</param>
/// <param name="Interval">When the configuration says nothing; zero reports once after each start.</param>
/// <param name="IsReported">Whether this device has it at all.</param>
/// <param name="Read">The value now.</param>
internal sealed record TelemetrySource(
    string Type,
    string IntervalKey,
    TimeSpan Interval,
    Func<EmulatedDevice, JsonNode?> Read,
    Func<EmulatedDevice, bool>? IsReported = null);
