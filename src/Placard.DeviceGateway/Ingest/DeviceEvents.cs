using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceGateway.Ingest;

/// <summary>The part of an event action that is worth keeping.</summary>
internal static class DeviceEvents
{
    /// <summary>JSON text: of a system log its payload, of other events all but type and transport keys.</summary>
    public static string Content(string type, JsonElement payload)
    {
        if (type == ChannelActions.SystemLog && payload.Member("payload") is { } log)
        {
            return log.GetRawText();
        }

        var content = new JsonObject();
        foreach (var property in payload.EnumerateObject())
        {
            if (property.Name is not ("type" or "__offline" or "__dispatchedAt"))
            {
                content[property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }
        }

        return content.ToJsonString();
    }
}
