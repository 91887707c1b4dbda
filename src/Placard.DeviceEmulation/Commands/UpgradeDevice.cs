using Placard.DeviceEmulation.Telemetry;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Firmware: started, progress in steps, then a reboot; success is the new version that the device names afterwards.</summary>
internal sealed class UpgradeDevice : IDeviceCommand
{
    private const int Steps = 5;

    public string Type => "Device.Version.UpgradeDevice";

    public Part Parts => Part.Management;

    public async Task ExecuteAsync(CommandContext command)
    {
        var version = CommandContext.Required(command.Text("version"), "version");
        command.Reply("Device.Version.UpgradeDeviceStarted");
        for (var step = 1; step <= Steps; step++)
        {
            await command.Device.Runtime.Scheduler.Delay(command.Device.Options.Timings.FirmwareUpgradeDuration / Steps, command.Device.Stopping);
            command.Reply("Device.Version.UpgradeDeviceProgress", ("progress", 100 * step / Steps));
            if (command.Verdict != CommandVerdict.Succeed && step > Steps / 2)
            {
                command.Reply("Device.Version.UpgradeDeviceFailed");
                return;
            }
        }

        command.State.FirmwareVersion = version;
        DeviceNotifications.SendFirmware(command.Device);
        command.Device.Restart("firmware upgraded");
    }
}
