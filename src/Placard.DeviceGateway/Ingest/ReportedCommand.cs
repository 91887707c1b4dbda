using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Placard.DeviceGateway.Ingest;

/// <summary>A command that an applet sent, out of the device's words.</summary>
/// <param name="AppletUid">Whose it is, as the device says; the server need not know the applet.</param>
/// <param name="Type">Of the command.</param>
/// <param name="Command">The command as it came: a JSON object.</param>
/// <param name="TimingChecksum">The timing that ran the applet.</param>
public sealed record ReportedCommand(string AppletUid, string Type, string Command, string? TimingChecksum)
{
    private const int MostCharacters = 1024 * 1024;
    private const int UidLength = 50;

    /// <summary>Null when it has no applet or no type, or is too long to be listed.</summary>
    public static ReportedCommand? Read(JsonElement payload) =>
        payload.Text("appletUid") is { Length: > 0 } appletUid
        && payload.Member("command") is { ValueKind: JsonValueKind.Object } command
        && command.Text("type") is { Length: > 0 } type
        && command.GetRawText() is { Length: <= MostCharacters } json
            ? new(appletUid, type, json, payload.Text("timingChecksum"))
            : null;

    /// <summary>
    /// The uid of a command in a file that the device may upload again, as it can't know whether the answer was lost: the same line of the same device has
    /// always the same one, so that it is stored once.
    /// </summary>
    /// <param name="deviceUid">The device.</param>
    /// <param name="line">The line of the file.</param>
    /// <param name="number">How many equal lines stand before it in the file.</param>
    /// <param name="dispatchedAt">When the device dispatched it, by its own clock.</param>
    public static string UidOf(string deviceUid, string line, int number, DateTime dispatchedAt)
    {
        var time = Math.Max(0, new DateTimeOffset(dispatchedAt).ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{deviceUid}\n{number}\n{line}")));
        return string.Concat(time, Convert.ToHexStringLower(hash))[..UidLength];
    }
}
