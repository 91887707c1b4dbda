using System.Text.Json;
using System.Text.Json.Nodes;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Answers as if the script had printed one line; nothing is executed.</summary>
internal sealed class ExecuteCustomScript : IDeviceCommand
{
    public string Type => "Device.CustomScript.ExecuteCustomScript";

    public Part Parts => Part.Management;

    public Task ExecuteAsync(CommandContext command)
    {
        if (command.Verdict != CommandVerdict.Succeed)
        {
            command.Reply(Type + "Failed");
            return Task.CompletedTask;
        }

        var runtime = command.Value("customScript") is { ValueKind: JsonValueKind.Object } script && script.TryGetProperty("runtime", out var name) ? name.ToString() : null;
        command.Reply(Type + "Succeeded", ("result", new JsonObject
        {
            ["runtime"] = runtime,
            ["stream"] = new JsonArray(new JsonObject
            {
                ["pipeline"] = "stdout",
                ["timestamp"] = command.Device.Runtime.Time.GetUtcNow().ToUnixTimeMilliseconds(),
                ["data"] = "done",
            }),
            ["exitCode"] = 0,
        }));
        return Task.CompletedTask;
    }
}
