using Placard.DeviceEmulation.State;

namespace Placard.DeviceEmulation.Commands;

internal sealed class InstallPackage() : SettingCommand("Device.Package.InstallPackage", Part.Management, "Device.Package.InstallPackageSucceeded")
{
    protected override string[] Apply(CommandContext command)
    {
        var name = CommandContext.Required(command.Text("packageName"), "packageName");
        var package = new InstalledPackage(name, CommandContext.Required(command.Text("version"), "version"), command.Text("build"));
        command.State.Packages = command.State.Packages.RemoveAll(other => other.PackageName == name).Add(package);
        return ["INSTALLED_PACKAGES"];
    }
}

internal sealed class InstallPackageFromUri()
    : SettingCommand("Device.Package.InstallPackageFromUri", Part.Management, "Device.Package.InstallPackageFromUriSucceeded")
{
    protected override string[] Apply(CommandContext command)
    {
        var uri = CommandContext.Required(command.Text("packageUri"), "packageUri");
        command.State.Packages = command.State.Packages.Add(new InstalledPackage(uri, "0.0.0", null));
        return ["INSTALLED_PACKAGES"];
    }
}

internal sealed class UninstallPackage()
    : SettingCommand("Device.Package.UninstallPackage", Part.Management, "Device.Package.UninstallPackageSucceeded")
{
    protected override string[] Apply(CommandContext command)
    {
        var name = CommandContext.Required(command.Text("packageName"), "packageName");
        command.State.Packages = command.State.Packages.RemoveAll(other => other.PackageName == name);
        return ["INSTALLED_PACKAGES"];
    }
}

internal sealed class StartPackage() : SettingCommand("Device.Package.StartPackage", Part.Management, "Device.Package.StartPackageSucceeded")
{
    // What is not installed can't be started.
    protected override string[] Apply(CommandContext command)
    {
        var name = CommandContext.Required(command.Text("packageName"), "packageName");
        command.State.StartedPackage = command.State.Packages.Any(package => package.PackageName == name) ? name : throw new UnusableCommandException("packageName");
        return [];
    }
}

internal sealed class StopPackage() : SettingCommand("Device.Package.StopPackage", Part.Management, "Device.Package.StopPackageSucceeded")
{
    protected override string[] Apply(CommandContext command) => [];
}
