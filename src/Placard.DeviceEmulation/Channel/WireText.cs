using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Channel;

/// <summary>Frames that a device sends, as UTF-8.</summary>
internal static class WireText
{
    public static readonly ReadOnlyMemory<byte> Ping = Encoding.UTF8.GetBytes("""{"type":"ping"}""");

    public static readonly ReadOnlyMemory<byte> Pong = Encoding.UTF8.GetBytes("""{"type":"pong"}""");

    public static ReadOnlyMemory<byte> Response(string responseUid) => DeviceFrame.Response(responseUid).ToUtf8();

    public static ReadOnlyMemory<byte> Action(JsonObject action, string responseUid)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", FrameTypes.Request);
            writer.WriteString("event", FrameEvents.Action);
            writer.WritePropertyName("payload");
            action.WriteTo(writer);
            writer.WriteString("responseUid", responseUid);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> ClientAuthenticate(string duid, string name, IReadOnlyList<string> actions, string responseUid)
    {
        var payload = JsonSerializer.SerializeToElement(new ClientAuthenticate(duid, name, actions), DeviceProtocolJson.Default.ClientAuthenticate);
        return DeviceFrame.Request(FrameEvents.ClientAuthenticate, payload, responseUid).ToUtf8();
    }
}
