using System.Text.Json;
using Placard.Domain.Catalogue;
using Placard.Domain.Devices;

namespace Placard.DeviceCommands;

/// <summary>What a part of a device said it can do: the action types that it listens to and, once reported, its capabilities.</summary>
public sealed class DeviceSupport(IReadOnlySet<string> actions, IReadOnlySet<string>? capabilities)
{
    public static DeviceSupport Parse(string actions, string? capabilities) => new(Names(actions), capabilities is null ? null : Names(capabilities));

    public IReadOnlySet<string> Actions => actions;

    /// <param name="json">JSON array of names.</param>
    public DeviceSupport WithCapabilities(string? json) => new(actions, json is null ? null : Names(json));

    /// <summary>Why the device can't do it, in words; null when it can.</summary>
    public string? Refusal(DeviceActionKind kind, DeviceAction action)
    {
        if (actions.Contains(kind.ExtensionAction))
        {
            return null;
        }

        using var value = JsonDocument.Parse(action.Value);
        var wire = kind.Encode(action.Uid, value.RootElement);
        if (wire is null)
        {
            return "Devices of this application version offer no such action.";
        }

        if (!actions.Contains(wire.Type))
        {
            return $"The device does not listen to {wire.Type}.";
        }

        return kind.CapabilityFor(value.RootElement) is { } capability && capabilities is not null && !capabilities.Contains(capability)
            ? $"The device reported that it lacks the capability {capability}."
            : null;
    }

    private static HashSet<string> Names(string json) => JsonSerializer.Deserialize<HashSet<string>>(json)!;
}
