using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.DeviceProtocol;

namespace Placard.DeviceEmulation.Commands;

internal sealed class RefreshPin() : ExtensionCommand("RefreshPin")
{
    protected override string[] Apply(CommandContext command)
    {
        // 0000 is what a device has before it chose one.
        command.State.Pin = $"{command.Device.Sequence.Between(1, 9999):d4}";
        return [];
    }

    protected override void AfterSuccess(CommandContext command) =>
        command.Device.Dispatch(ChannelActions.SetupControlPin, new JsonObject { ["pin"] = command.State.Pin });
}

internal sealed class SetSecurity() : ExtensionCommand("SetSecurity")
{
    protected override string[] Apply(CommandContext command)
    {
        foreach (var flag in command.Fields.EnumerateObject())
        {
            command.State.Security = command.State.Security.SetItem(flag.Name, flag.Value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => null,
                _ => throw new UnusableCommandException(flag.Name),
            });
        }

        return [];
    }
}

internal sealed class SetInputSource() : ExtensionCommand("SetInputSource")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.InputSource = CommandContext.Required(command.Text("inputSource"), "inputSource");
        return ["INPUT_SOURCE"];
    }
}

internal sealed class SetDisplayBacklight() : ExtensionCommand("SetDisplayBacklight")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.Display = command.State.Display with { Backlight = CommandContext.Required(command.Integer("backlight"), "backlight") };
        return ["DISPLAY_SETTING"];
    }
}

internal sealed class SetDisplayContrast() : ExtensionCommand("SetDisplayContrast")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.Display = command.State.Display with { Contrast = CommandContext.Required(command.Integer("contrast"), "contrast") };
        return ["DISPLAY_SETTING"];
    }
}

internal sealed class SetDisplaySharpness() : ExtensionCommand("SetDisplaySharpness")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.Display = command.State.Display with { Sharpness = CommandContext.Required(command.Integer("sharpness"), "sharpness") };
        return ["DISPLAY_SETTING"];
    }
}

internal sealed class SetDisplayTemperatureControl() : ExtensionCommand("SetDisplayTemperatureControl")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.Display = command.State.Display with { MaxTemperature = CommandContext.Required(command.Integer("maxTemperature"), "maxTemperature") };
        return ["DISPLAY_SETTING"];
    }
}

internal sealed class SetPowerStatus() : ExtensionCommand("SetPowerStatus")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.DisplayOn = CommandContext.Required(command.Flag("turnedOn"), "turnedOn");
        return ["DISPLAY_POWER_ON"];
    }
}

internal sealed class EnableExtendedTelemetry() : ExtensionCommand("EnableExtendedTelemetry")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.ExtendedTelemetryUntil =
            command.Device.Runtime.Time.GetUtcNow() + TimeSpan.FromMilliseconds(CommandContext.Required(command.Integer("duration"), "duration"));
        return [];
    }
}

internal sealed class DisableExtendedTelemetry() : ExtensionCommand("DisableExtendedTelemetry")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.ExtendedTelemetryUntil = null;
        return [];
    }
}
