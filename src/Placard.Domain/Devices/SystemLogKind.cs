using System.Collections.Frozen;
using System.Text;

namespace Placard.Domain.Devices;

/// <summary>What devices log, in the words of the API. One that is not known keeps its name.</summary>
/// <param name="Type">Capital letters and underscores.</param>
/// <param name="Level">info, warning or error.</param>
/// <param name="Message">For people.</param>
public sealed record SystemLogKind(string Type, string Level, string Message)
{
    private const int MostLetters = 64;

    private static readonly FrozenDictionary<string, SystemLogKind> Known = new Dictionary<string, SystemLogKind>(StringComparer.Ordinal)
    {
        ["SocketConnected"] = Info("SocketConnected", "The device connected."),
        ["SocketDisconnected"] = new(Spell("SocketDisconnected"), "warning", "The device lost its connection."),
        ["SocketConnectionFailed"] = new(Spell("SocketConnectionFailed"), "error", "The device could not connect."),
        ["DeviceAlive"] = Info("DeviceAlive", "The device is alive."),
        ["TimeSettingsChanged"] = Info("TimeSettingsChanged", "Time settings of the device changed."),
        ["ApplicationStarted"] = Info("ApplicationStarted", "The application started."),
        ["AppletStarted"] = Info("AppletStarted", "An applet started."),
        ["NetworkChanged"] = Info("NetworkChanged", "The network of the device changed."),
        ["AppletRunning"] = Info("AppletRunning", "An applet is running."),
        ["PolicyChanged"] = Info("PolicyChanged", "A policy changed something on the device."),
        ["PowerActionPerformed"] = Info("PowerActionPerformed", "The device performed a power action."),
        ["DisplayConnectedOverSerial"] = Info("DisplayConnectedOverSerial", "A display was connected over the serial port."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="name">As the device says it, such as SocketConnected.</param>
    public static SystemLogKind Of(string name) =>
        Known.GetValueOrDefault(name) ?? Info(name, name.Length == 0 ? "The device logged something." : $"The device logged {name}.");

    private static SystemLogKind Info(string name, string message) => new(Spell(name), "info", message);

    private static string Spell(string name)
    {
        var spelled = new StringBuilder();
        foreach (var letter in name.Take(MostLetters))
        {
            if (char.IsAsciiLetterUpper(letter) && spelled.Length > 0 && spelled[^1] != '_')
            {
                spelled.Append('_');
            }

            spelled.Append(char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_');
        }

        return spelled.Length == 0 ? "UNKNOWN" : spelled.ToString();
    }
}
