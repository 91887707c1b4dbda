namespace Placard.DeviceEmulation.Commands;

/// <summary>Another Core App version; the application restarts into it.</summary>
internal sealed class SyncApplication() : SettingCommand("Device.Application.SyncApplication")
{
    protected override string[] Apply(CommandContext command)
    {
        command.State.ApplicationVersion = CommandContext.Required(command.Text("version"), "version");
        return ["APPLICATION_VERSION"];
    }

    protected override void AfterSuccess(CommandContext command) =>
        command.Device.Runtime.Scheduler.After(command.Device.Options.Timings.TelemetryAfterChange * 3, () => command.Device.Restart("application updated"));
}
