using Placard.DeviceEmulation.Telemetry;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Time zone and time server; the clock itself stays the emulation's.</summary>
internal sealed class UpdateDeviceTimeSettings() : SettingCommand("Device.DateTime.UpdateDeviceTimeSettings", Part.Both)
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.TimeZone = command.Text("timezone") ?? command.State.TimeZone;
        command.State.NtpServer = command.Text("ntpServer");
        return ["DATETIME"];
    }

    protected override void AfterSuccess(CommandContext command)
    {
        if (!command.IsFront)
        {
            DeviceNotifications.SendCurrentTime(command.Device);
        }
    }
}
