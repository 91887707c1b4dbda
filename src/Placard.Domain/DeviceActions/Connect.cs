using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placard.DeviceProtocol;
using Placard.Domain.Catalogue;

namespace Placard.Domain.DeviceActions;

/// <summary>An applet on a developer's machine.</summary>
/// <param name="AppletUid">1 to 255 characters. The applet need not be known here.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">1 to 255 characters.</param>
/// <param name="AppletPublicUrl" example="&quot;http://192.168.1.20:8091&quot;">Absolute http(s) address of at most 2048 characters, as the device reaches it. The server never follows it.</param>
public sealed record ConnectionValue(
    [property: JsonRequired] string AppletUid, [property: JsonRequired] string AppletVersion, [property: JsonRequired] string AppletPublicUrl);

/// <summary>The device takes an applet from elsewhere until it is disconnected or restarted.</summary>
public sealed class Connect : DeviceActionKind<ConnectionValue>
{
    public override string ActionType => "CONNECT";

    public override string Summary => "Makes the device show an applet from a developer's machine until it is disconnected or restarted; expires if the device is not there within 15 minutes.";

    public override ActionRoute Route => new("connect", "ConnectDeviceToADevelopmentServer", ListOperation: null, "POST");

    public override DeliveryClass Delivery => DeliveryClass.Forward;

    public override TimeSpan? UnsentLifetime => TimeSpan.FromMinutes(15);

    // A polling device may take that long to confirm a receipt.
    public override TimeSpan AnswerTimeout => TimeSpan.FromMinutes(2);

    protected override JsonTypeInfo<ConnectionValue> ValueJson => ConnectionJson.Default.ConnectionValue;

    protected override void Check(ConnectionValue value, ValueErrors errors)
    {
        errors.Text("appletUid", value.AppletUid, 1, 255);
        errors.Text("appletVersion", value.AppletVersion, 1, 255);
        errors.HttpAddress("appletPublicUrl", value.AppletPublicUrl);
    }

    protected override string DecidingConnection(ConnectionValue value) => ConnectionNames.Front;

    // The device appends paths that begin with a slash.
    protected override WireAction Encode(string uid, ConnectionValue value) => new("Device.Connect.ConnectDevice", new JsonObject
    {
        ["appletUid"] = value.AppletUid,
        ["appletVersion"] = value.AppletVersion,
        ["remoteIp"] = value.AppletPublicUrl.TrimEnd('/'),
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(StrictTextConverter)])]
[JsonSerializable(typeof(ConnectionValue))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
