namespace Placard.DeviceEmulation.Commands;

/// <summary>A command that sets something, answers success or failure with its uid and is proven by telemetry: most of them.</summary>
internal abstract class SettingCommand(string type, Part parts = Part.Management, string? succeeded = null, string? failed = null) : IDeviceCommand
{
    public string Type => type;

    public Part Parts => parts;

    public virtual bool IsExtension => false;

    public virtual Task ExecuteAsync(CommandContext command)
    {
        string[] telemetry;
        try
        {
            telemetry = command.Verdict == CommandVerdict.Succeed ? Apply(command) : throw new UnusableCommandException("verdict");
        }
        catch (UnusableCommandException)
        {
            command.MarkFailed();
            command.Reply(failed ?? type + "Failed");
            return Task.CompletedTask;
        }

        if (command.Verdict != CommandVerdict.Silent)
        {
            command.Reply(succeeded ?? type + "Succeed");
            command.TelemetryChanged(telemetry);
            AfterSuccess(command);
        }

        return Task.CompletedTask;
    }

    /// <summary>Sets it and names the telemetry types that show it.</summary>
    protected abstract string[] Apply(CommandContext command);

    protected virtual void AfterSuccess(CommandContext command)
    {
    }
}
