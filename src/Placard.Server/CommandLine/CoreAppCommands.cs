using System.CommandLine;
using Placard.Server.Administration;

namespace Placard.Server.CommandLine;

/// <summary>Commands for the applications that devices load from this server.</summary>
internal static class CoreAppCommands
{
    public static Command Make() => new("core-app", "Applications that devices load from this server") { Import(), List(), Remove() };

    private static Command Import()
    {
        var path = new Argument<string>("path") { Description = "Folder with its index.html; for the official emulator the dist folder of its npm package" };
        var type = new Option<string>("--type") { Description = "Application type (default: default, which is the emulator)", HelpName = "TYPE", DefaultValueFactory = _ => "default" };
        var version = new Option<string?>("--version") { Description = "Version (default: that of the package.json beside or above)", HelpName = "VERSION" };
        var command = new Command("import", "Take in a version, so that devices can be told to install it") { path, type, version };
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed),
            run => run.CoreApps.ImportAsync(parsed.GetRequiredValue(path), parsed.GetRequiredValue(type), parsed.GetValue(version), cancellation),
            cancellation));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Show what was imported");
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(ServerOptionList.Read(parsed), run => run.CoreApps.ListAsync(cancellation), cancellation));
        return command;
    }

    private static Command Remove()
    {
        var type = new Argument<string>("type") { Description = "Application type" };
        var version = new Argument<string>("version") { Description = "Version" };
        var command = new Command("remove", "Remove a version; devices that run it from here can't load it any more") { type, version };
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed),
            run => run.CoreApps.RemoveAsync(parsed.GetRequiredValue(type), parsed.GetRequiredValue(version), cancellation),
            cancellation));
        return command;
    }
}
