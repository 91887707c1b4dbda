namespace Placard.DeviceEmulation.Commands;

/// <summary>
/// A setting that the vendor's channel has no action for: <c>Placard.Kind {uid, value}</c>, the value in the shape of the kind,
/// answered with <c>Succeeded</c> or <c>Failed</c> behind its name.
/// </summary>
internal abstract class ExtensionCommand(string kind) : SettingCommand(Prefix + kind, succeeded: Prefix + kind + "Succeeded")
{
    public const string Prefix = "Placard.";

    public override bool IsExtension => true;
}
