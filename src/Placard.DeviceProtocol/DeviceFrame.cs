using System.Text.Json;
using System.Text.Json.Serialization;

namespace Placard.DeviceProtocol;

/// <summary>One message of the Core App channel, in either direction: over WebSocket one text frame, over polling one array element.</summary>
/// <param name="Type">One of <see cref="FrameTypes"/>.</param>
/// <param name="Event">For a request, one of <see cref="FrameEvents"/>.</param>
/// <param name="Payload">What the event carries; for <see cref="FrameEvents.Action"/> an object whose <c>type</c> names the action.</param>
/// <param name="ResponseUid">If present on a request, the receiver answers with a response of the same value.</param>
public sealed record DeviceFrame(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Event = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Payload = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ResponseUid = null)
{
    public static DeviceFrame Ping { get; } = new(FrameTypes.Ping);

    public static DeviceFrame Pong { get; } = new(FrameTypes.Pong);

    public static DeviceFrame Request(string @event, JsonElement? payload = null, string? responseUid = null) =>
        new(FrameTypes.Request, @event, payload, responseUid);

    public static DeviceFrame Response(string responseUid) => new(FrameTypes.Response, ResponseUid: responseUid);

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, DeviceProtocolJson.Default.DeviceFrame);

    /// <summary>Parses one frame. Throws <see cref="JsonException"/> for anything that is not one.</summary>
    public static DeviceFrame Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, DeviceProtocolJson.Default.DeviceFrame) is { Type: not null } frame
            ? frame
            : throw new JsonException("A frame is an object with a type.");
}

/// <summary>The values of <see cref="DeviceFrame.Type"/>.</summary>
public static class FrameTypes
{
    public const string Request = "request";
    public const string Response = "response";
    public const string Ping = "ping";
    public const string Pong = "pong";
}

/// <summary>The values of <see cref="DeviceFrame.Event"/>.</summary>
public static class FrameEvents
{
    /// <summary>Server to device, first frame of a session.</summary>
    public const string ServerAuthenticate = "server-authenticate";

    /// <summary>Device to server: <see cref="ClientAuthenticate"/>.</summary>
    public const string ClientAuthenticate = "client-authenticate";

    /// <summary>Server to device: from here on only actions are exchanged.</summary>
    public const string ServerAuthenticateDone = "server-authenticate-done";

    public const string Action = "action";
}
