namespace Placard.DeviceEmulation.Commands;

/// <summary>A setting that the vendor's channel has no action for. Named <c>Placard.Kind</c>, answered with <c>Succeed</c> or <c>Failed</c> behind it.</summary>
internal abstract class ExtensionCommand(string kind) : SettingCommand("Placard." + kind)
{
    public override bool IsExtension => true;
}
