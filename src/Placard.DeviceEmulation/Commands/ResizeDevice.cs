using System.Text.Json;
using Placard.DeviceEmulation.Profiles;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Resolution and orientation; the application restarts afterwards.</summary>
internal sealed class ResizeDevice()
    : SettingCommand("Device.Resolution.ResizeDevice", Part.Management, "Device.Resolution.DeviceResizeSucceeded", "Device.Resolution.DeviceResizeFailed")
{
    protected override string[] Apply(CommandContext command)
    {
        if (command.Value("screenSize") is { ValueKind: JsonValueKind.Object } size)
        {
            command.State.Resolution = new ScreenSize(Pixels(size, "width"), Pixels(size, "height"), Optional(size, "framerate"));
        }

        command.State.Orientation = command.Text("screenOrientation") ?? command.State.Orientation;
        command.State.VideoOrientation = command.Text("videoOrientation");
        return ["RESOLUTION", "ORIENTATION"];
    }

    protected override void AfterSuccess(CommandContext command) =>
        command.Device.Runtime.Scheduler.After(command.Device.Options.Timings.TelemetryAfterChange * 3, () => command.Device.Restart("resized"));

    private static int Pixels(JsonElement size, string name) => CommandContext.Required(Optional(size, name), name);

    private static int? Optional(JsonElement size, string name) =>
        size.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? (int)Math.Round(number) : null;
}
