namespace Placard.DeviceCommands.Software;

/// <summary>Where devices load their application from. Configuration section <c>CoreApps</c>.</summary>
public sealed class CoreAppOptions
{
    public const string Section = "CoreApps";

    /// <summary>
    /// Addresses, other than this server's, that hold applications below <c>/app/{type}/{version}/</c>. A device whose static base is one of them
    /// may be sent any version; the server never looks whether it is there.
    /// </summary>
    public IReadOnlyList<string> ExternalBases { get; init; } = [];
}
