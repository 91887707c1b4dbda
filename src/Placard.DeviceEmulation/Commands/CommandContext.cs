using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceEmulation.Channel;
using Placard.DeviceEmulation.State;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

/// <summary>One received command on its way: its fields, its verdict, and what it may do to the device.</summary>
internal sealed class CommandContext(EmulatedDevice device, DeviceConnection connection, ReceivedAction action, CommandVerdict verdict)
{
    public EmulatedDevice Device => device;

    public DeviceState State => device.State;

    public JsonElement Payload => action.Payload;

    /// <summary>As asked for; <see cref="CommandVerdict.Silent"/> never gets here.</summary>
    public CommandVerdict Verdict { get; private set; } = verdict;

    public bool IsFront => connection.Name == ConnectionNames.Front;

    public string Type => action.Type;

    /// <summary>Answers with the command's own uid.</summary>
    public void Reply(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields) => connection.Outbox.Dispatch(Answer(type, fields));

    /// <summary>Answers and waits for the server's response; false when it did not come in this session.</summary>
    public Task<bool> ReplyAndWaitAsync(string type) => connection.Outbox.DispatchAndWaitAsync(Answer(type, []));

    /// <summary>The device cannot do it: it says nothing at all.</summary>
    public void StaySilent() => Verdict = CommandVerdict.Silent;

    public void MarkFailed() => Verdict = CommandVerdict.Fail;

    public void TelemetryChanged(params ReadOnlySpan<string> types) => device.TelemetryReporter.Changed(types);

    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public int? Integer(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? (int)number : null;

    public long? Long(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public bool? Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    public IReadOnlyList<JsonElement> List(string name) => Value(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    public IReadOnlyList<string> Texts(string name) => [.. List(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    public JsonElement? Value(string name) => Fields.ValueKind == JsonValueKind.Object && Fields.TryGetProperty(name, out var value) ? value : null;

    /// <summary>What the command is about: an action of the vendor's has it beside its uid, one of ours in its value.</summary>
    public JsonElement Fields => Type.StartsWith(ExtensionCommand.Prefix, StringComparison.Ordinal) && Payload.TryGetProperty("value", out var value) ? value : Payload;

    /// <summary>A field that the command cannot do without.</summary>
    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw new UnusableCommandException(name);

    public static string Required(string? value, string name) => value ?? throw new UnusableCommandException(name);

    private JsonObject Answer(string type, ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var answer = new JsonObject { ["type"] = type };
        var uidName = Payload.TryGetProperty("uid", out _) ? "uid" : "id";
        if (action.Uid is { } uid)
        {
            answer[uidName] = uid;
        }

        foreach (var (name, value) in fields)
        {
            answer[name] = value;
        }

        return answer;
    }
}
