namespace Placard.DeviceEmulation.Commands;

/// <summary>On which connections a device takes a command.</summary>
[Flags]
internal enum Part
{
    Front = 1,
    Management = 2,
    Both = Front | Management,
}

/// <summary>What a device does with one action type of the server. One class in one file; the registry finds it.</summary>
internal interface IDeviceCommand
{
    string Type { get; }

    Part Parts { get; }

    /// <summary>False for pushes of state and content: they have no answer, so delays and failure rates do not touch them.</summary>
    bool IsAnswered => true;

    /// <summary>Ours, not the vendor's: announced only when extensions are on.</summary>
    bool IsExtension => false;

    Task ExecuteAsync(CommandContext command);
}
