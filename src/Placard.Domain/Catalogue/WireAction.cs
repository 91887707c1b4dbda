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
}

/// <summary>An action type by which a device answers a command of one kind.</summary>
/// <param name="Type">Action type on the wire.</param>
/// <param name="Outcome">What it says.</param>
/// <param name="UidField">Field that carries the uid of the command; null when the wire has none and the oldest open command of the kind is meant.</param>
public sealed record WireReply(string Type, ReplyOutcome Outcome, string? UidField = "uid");
