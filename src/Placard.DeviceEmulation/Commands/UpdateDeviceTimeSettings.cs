using Placard.DeviceEmulation.Telemetry;

namespace Placard.DeviceEmulation.Commands;

/// <summary>Clock, time zone and time server. What is absent stays; the emulation's own waits do not run on that clock.</summary>
internal sealed class UpdateDeviceTimeSettings() : SettingCommand("Device.DateTime.UpdateDeviceTimeSettings", Part.Both)
{
    protected override string[] Apply(CommandContext command)
    {
        if (command.Text("timezone") is { } zone)
        {
            command.State.TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : throw new UnusableCommandException("timezone");
        }

        command.State.NtpServer = command.Text("ntpServer") ?? command.State.NtpServer;
        if (command.Long("timestamp") is { } timestamp)
        {
            command.State.ClockOffset = DateTimeOffset.FromUnixTimeMilliseconds(timestamp) - command.Device.Runtime.Time.GetUtcNow();
        }

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
