namespace Placard.DeviceEmulation.Commands;

internal sealed class TakeInstantScreenshot : IDeviceCommand
{
    public string Type => "Device.Screenshot.TakeInstantScreenshot";

    public Part Parts => Part.Management;

    // There is no failure on the wire: a screenshot that failed is one that never comes.
    public Task ExecuteAsync(CommandContext command) =>
        command.Verdict == CommandVerdict.Succeed ? command.Device.Screenshots.TakeAsync(command.Device.Stopping) : Task.CompletedTask;
}
