namespace Placard.DeviceEmulation.Commands;

/// <summary>State or content that the server tells; nothing is answered.</summary>
internal abstract class StatePush(string type, Part parts = Part.Both) : IDeviceCommand
{
    public string Type => type;

    public Part Parts => parts;

    public bool IsAnswered => false;

    public Task ExecuteAsync(CommandContext command)
    {
        Take(command);
        return Task.CompletedTask;
    }

    protected abstract void Take(CommandContext command);
}
