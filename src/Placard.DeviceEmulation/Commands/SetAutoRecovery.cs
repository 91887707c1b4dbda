using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Commands;

internal sealed class SetAutoRecovery()
    : SettingCommand("Device.AutoRecovery.SetAutoRecovery", Part.Management, "Device.AutoRecovery.SetAutoRecoverySucceeded")
{
    protected override string[] Apply(CommandContext command)
    {
        var enabled = CommandContext.Required(command.Flag("enabled"), "enabled");
        command.State.AutoRecovery = new Recovery(
            enabled,
            HealthcheckIntervalMs: enabled ? command.Long("healthcheckIntervalMs") : null,
            AutoEnableTimeoutMs: enabled ? null : command.Long("autoEnableTimeoutMs"));
        return ["AUTO_RECOVERY"];
    }
}
