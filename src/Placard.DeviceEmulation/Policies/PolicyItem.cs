using System.Text.Json.Nodes;
using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Policies;

/// <summary>A setting that the device enforces by itself.</summary>
/// <param name="Type">Name of the policy item and of the telemetry that shows it.</param>
/// <param name="Apply">Sets it; the value has the shape of the telemetry, except for brightness.</param>
internal sealed record PolicyItem(string Type, Action<DeviceState, JsonNode> Apply);
