using System.Globalization;

namespace Placard.DeviceEmulation.Screenshots;

/// <summary>What an emulated screen shows: its name, the time and its state on the colour of its brand.</summary>
internal static class ScreenshotPicture
{
    private const byte Background = 0;
    private const byte Text = 1;
    private const byte Accent = 2;

    public static Picture Draw(EmulatedDevice device)
    {
        var state = device.State;
        var portrait = state.Orientation.StartsWith("PORTRAIT", StringComparison.Ordinal);
        var (width, height) = portrait ? (360, 640) : (640, 360);
        var picture = new Picture(width, height, state.DisplayOn ? device.Options.Profile.Colour : 0, 0xFFFFFF, 0x9AA5B1);
        var lines = Lines(device).ToArray();
        picture.Write(20, 24, portrait ? 2 : 4, Text, state.Name ?? device.Duid[..Math.Min(12, device.Duid.Length)]);
        picture.Fill(20, 64, width - 40, 3, Accent);
        for (var i = 0; i < lines.Length; i++)
        {
            picture.Write(20, 84 + i * 26, 2, i == 0 ? Text : Accent, lines[i]);
        }

        // A bar as long as the volume: pictures of different settings differ.
        picture.Fill(20, height - 30, (width - 40) * state.Volume / 100, 10, Text);
        return picture;
    }

    private static IEnumerable<string> Lines(EmulatedDevice device)
    {
        var state = device.State;
        var profile = device.Options.Profile;
        yield return device.Facts.LocalTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " " + state.TimeZone;
        yield return $"{profile.Brand} {profile.Model}";
        yield return $"App {state.ApplicationVersion}  FW {state.FirmwareVersion}";
        yield return $"Volume {state.Volume}  Brightness {state.Brightness.Brightness1}/{state.Brightness.Brightness2}";
        yield return $"Remote {(state.RemoteControlEnabled ? "on" : "off")}  Debug {(state.Debug.AppletEnabled ? "on" : "off")}  Display {(state.DisplayOn ? "on" : "off")}";
        yield return $"{state.Resolution.Width}x{state.Resolution.Height} {state.Orientation}";
        yield return state.AppletDefinitions.IsEmpty ? "No applet" : $"{state.AppletDefinitions.Length} applet(s)";
    }
}
