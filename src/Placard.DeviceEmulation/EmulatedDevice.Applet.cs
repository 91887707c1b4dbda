using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Offline;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation;

/// <summary>What the applet on the device says and hears. The applet itself is not emulated: whoever runs the device plays it.</summary>
public sealed partial class EmulatedDevice
{
    private OfflineLines? _appletCommands;

    /// <summary>Called with each command to the applet that is shown: its uid and the command. Commands to others are dropped, as a device does.</summary>
    public Action<EmulatedDevice, string, JsonElement>? OnAppletCommand { get; set; }

    /// <summary>Sends a command as an applet does: at once while the front part is connected, else later in a file.</summary>
    public void DispatchAppletCommand(string appletUid, JsonObject command, string? timingChecksum = null)
    {
        LazyInitializer.EnsureInitialized(ref _appletCommands, () => new OfflineLines(this, ChannelActions.ActiveAppletDispatchCommand));
        _appletCommands.Dispatch(
            ConnectionNames.Front,
            new JsonObject { ["appletUid"] = appletUid, ["timingChecksum"] = timingChecksum, ["command"] = command.DeepClone() });
    }

    internal void HandToApplet(string? appletUid, JsonElement? command)
    {
        if (OnAppletCommand is { } applet && appletUid is not null && command is { } told && Shows(appletUid))
        {
            applet(this, appletUid, told);
        }
    }

    private bool Shows(string appletUid) => State.AppletDefinitions is [var first, ..]
        && first.TryGetProperty("appletUid", out var shown) && shown.ValueKind == JsonValueKind.String && shown.ValueEquals(appletUid);
}
