using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>A command to an applet.</summary>
/// <param name="AppletUid">The applet that is meant.</param>
/// <param name="Command">An object with a type, and whatever the applet understands.</param>
public sealed record AppletCommandValue([property: JsonRequired] string AppletUid, [property: JsonRequired] JsonObject Command);

/// <summary>The device hands the command to the applet if it shows that one, and drops it without a word if it does not.</summary>
public sealed class SendAppletCommand : DeviceActionKind<AppletCommandValue>
{
    private const int MostBytes = 64 * 1024;
    private const int MostOfType = 100;

    public override string ActionType => "APPLET_COMMAND";

    public override string Summary => "Hands a command to the applet that the device shows; expires if the device is not there within an hour.";

    public override DeliveryClass Delivery => DeliveryClass.Forward;

    public override TimeSpan? UnsentLifetime => TimeSpan.FromHours(1);

    // A polling device may take that long to confirm a receipt.
    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(2);

    protected override JsonTypeInfo<AppletCommandValue> ValueJson => AppletCommandJson.Default.AppletCommandValue;

    protected override void Check(AppletCommandValue value, ValueErrors errors)
    {
        errors.Text("appletUid", value.AppletUid, 1, 255);
        if (value.Command["type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String)
        {
            errors.Add("command.type", "is required and must be a text");
        }
        else if (!IsType(type.GetValue<string>()))
        {
            errors.Add("command.type", $"must be 1 to {MostOfType} letters, digits, dots, hyphens and underscores");
        }

        if (Encoding.UTF8.GetByteCount(value.Command.ToJsonString()) > MostBytes)
        {
            errors.Add("command", $"must have at most {MostBytes} bytes of JSON");
        }
    }

    protected override string DecidingConnection(AppletCommandValue value) => ConnectionNames.Front;

    protected override WireAction Encode(string uid, AppletCommandValue value) => new(
        "Applet.DispatchCommandToApplet", new JsonObject { ["appletUid"] = value.AppletUid, ["command"] = value.Command.DeepClone() });

    // What the library of applets allows for commands in the other direction.
    private static bool IsType(string type) =>
        type.Length is >= 1 and <= MostOfType && type.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(AppletCommandValue))]
internal sealed partial class AppletCommandJson : JsonSerializerContext;
