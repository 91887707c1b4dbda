using System.Text.Json;
using System.Text.Json.Nodes;

namespace Placard.Domain.Catalogue;

/// <summary>An action object as it stands in a frame's payload: a type and its fields.</summary>
public sealed record WireAction(string Type, JsonObject Fields)
{
    public JsonElement ToPayload()
    {
        var payload = new JsonObject { ["type"] = Type };
        foreach (var (name, value) in Fields)
        {
            payload[name] = value?.DeepClone();
        }

        return JsonSerializer.SerializeToElement(payload, CatalogueJson.Default.JsonObject);
    }
}

/// <summary>What an action from the device means for the command that it answers.</summary>
public enum ReplyOutcome
{
    Succeeded,
    Failed,

    /// <summary>One step of several: the kind says by <see cref="DeviceActionKind.Advance"/> what it comes to.</summary>
    Progress,
}

/// <summary>What one step of a command came to.</summary>
/// <param name="Result">All that is known now, to be stored in place of what was known before.</param>
/// <param name="End">How the command ended with this step; null as long as it goes on.</param>
/// <param name="FailMessage">For people, where it ended in failure.</param>
public sealed record ActionStep(JsonElement Result, ReplyOutcome? End = null, string? FailMessage = null);

/// <summary>An action type by which a device answers a command of one kind.</summary>
/// <param name="Type">Action type on the wire.</param>
/// <param name="Outcome">What it says.</param>
/// <param name="UidField">Field that carries the uid of the command; null when the wire has none and the oldest open command of the kind is meant.</param>
public sealed record WireReply(string Type, ReplyOutcome Outcome, string? UidField = "uid");
