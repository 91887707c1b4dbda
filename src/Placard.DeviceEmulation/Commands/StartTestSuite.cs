using System.Text.Json.Nodes;

namespace Placard.DeviceEmulation.Commands;

/// <summary>
/// Runs tests by name and reports each with a tree of results. Any name is known, so that tests of applets can be proven too; what the hardware
/// lacks is skipped. The part that gets a suite first runs it.
/// </summary>
internal sealed class StartTestSuite : IDeviceCommand
{
    public string Type => "Device.Test.StartTestSuite";

    public Part Parts => Part.Both;

    public Task ExecuteAsync(CommandContext command)
    {
        if (!command.Device.Facts.TryBeginTestSuite(CommandContext.Required(command.Text("uid"), "uid")))
        {
            command.StaySilent();
            return Task.CompletedTask;
        }

        foreach (var identifier in command.Texts("tests"))
        {
            var skipped = identifier == "battery" && !command.Device.Options.Profile.Battery;
            var failed = command.Verdict != CommandVerdict.Succeed;
            var type = skipped ? "Device.Test.TestSkipped" : failed ? "Device.Test.TestFailed" : "Device.Test.TestSucceeded";
            command.Reply(type, ("identifier", identifier), ("result", Result(identifier, skipped, failed)));
        }

        return Task.CompletedTask;
    }

    private static JsonObject Result(string identifier, bool skipped, bool failed)
    {
        var test = new JsonObject
        {
            ["title"] = "should work",
            ["duration"] = 12,
            ["failed"] = failed,
            ["skipped"] = skipped,
        };
        if (failed)
        {
            test["reason"] = "Failed as asked for";
        }
        else if (skipped)
        {
            test["reason"] = "The device does not have it";
        }

        return new JsonObject
        {
            ["title"] = identifier,
            ["total"] = 1,
            ["successful"] = skipped || failed ? 0 : 1,
            ["failed"] = failed && !skipped ? 1 : 0,
            ["skipped"] = skipped ? 1 : 0,
            ["duration"] = 12,
            ["test"] = new JsonArray(test),
            ["describe"] = new JsonArray(),
            ["before"] = new JsonArray(),
            ["after"] = new JsonArray(),
        };
    }
}
