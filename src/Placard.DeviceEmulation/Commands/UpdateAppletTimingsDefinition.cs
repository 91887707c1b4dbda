using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Content;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>What to play. When the first applet is another one or another state of it, it is reported as loaded and ready.</summary>
internal sealed class UpdateAppletTimingsDefinition : IDeviceCommand
{
    public string Type => ChannelActions.UpdateAppletTimingsDefinition;

    public Part Parts => Part.Front;

    public bool IsAnswered => false;

    public async Task ExecuteAsync(CommandContext command)
    {
        var before = Playing(command);
        command.State.AppletDefinitions = [.. command.List("definitions").Where(item => item.ValueKind == JsonValueKind.Object)];
        if (command.State.AppletDefinitions is not [var first, ..])
        {
            return;
        }

        if (command.Device.Options.DownloadPackages)
        {
            await AppletDownload.RunAsync(command.Device, command.State.AppletDefinitions, command.Device.Stopping);
        }

        // Meanwhile another list may have come; that one reports its own.
        if (Playing(command) is not { } now || now == before || now != TextOf(first, "timmingChecksum"))
        {
            return;
        }

        foreach (var type in (string[])[ChannelActions.ActiveAppletLoaded, ChannelActions.ActiveAppletReady])
        {
            command.Device.Dispatch(type, new JsonObject { ["appletUid"] = TextOf(first, "appletUid"), ["timingChecksum"] = now }, ConnectionNames.Front);
        }

        command.Device.SystemLogs.Write(
            "AppletStarted",
            ConnectionNames.Front,
            new JsonObject { ["appletUid"] = TextOf(first, "appletUid"), ["appletVersion"] = TextOf(first, "appletVersion") });
        command.TelemetryChanged("APPLET");
    }

    private static string? Playing(CommandContext command) =>
        command.State.AppletDefinitions is [var first, ..] ? TextOf(first, "timmingChecksum") : null;

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;
}
