using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>What to play. The first applet is reported as loaded and ready; nothing is downloaded.</summary>
internal sealed class UpdateAppletTimingsDefinition() : StatePush("Applet.UpdateAppletTimingsDefinition", Part.Front)
{
    protected override void Take(CommandContext command)
    {
        command.State.AppletDefinitions = [.. command.List("definitions").Where(item => item.ValueKind == JsonValueKind.Object)];
        if (command.State.AppletDefinitions is not [var first, ..])
        {
            return;
        }

        foreach (var type in (string[])[ChannelActions.ActiveAppletLoaded, ChannelActions.ActiveAppletReady])
        {
            command.Device.Dispatch(type, new JsonObject { ["appletUid"] = TextOf(first, "appletUid"), ["timingChecksum"] = TextOf(first, "timmingChecksum") }, ConnectionNames.Front);
        }

        command.Device.SystemLogs.Write(
            "AppletStarted",
            ConnectionNames.Front,
            new JsonObject { ["appletUid"] = TextOf(first, "appletUid"), ["appletVersion"] = TextOf(first, "appletVersion") });
        command.TelemetryChanged("APPLET");
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
