using Placard.DeviceProtocol;

namespace Placard.Domain.DeviceActions;

/// <summary>Which part of a device performs which power action.</summary>
internal static class PowerConnections
{
    public static string Of(PowerType type) => type switch
    {
        PowerType.AppletReload or PowerType.AppletRefresh or PowerType.AppletEnable or PowerType.AppletDisable => ConnectionNames.Front,
        _ => ConnectionNames.Management,
    };
}
