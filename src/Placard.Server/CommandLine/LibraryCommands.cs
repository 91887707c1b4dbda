using System.CommandLine;
using Placard.Server.Administration;

namespace Placard.Server.CommandLine;

/// <summary>Commands for the library that single-page applets load from this server.</summary>
internal static class LibraryCommands
{
    public static Command Make() => new("library", "Versions of @signageos/front-applet, which single-page applets load from this server") { Import(), List(), Remove() };

    private static Command Import()
    {
        var path = new Argument<string>("path") { Description = "The npm package: its folder, or the .tgz that npm pack makes" };
        var command = new Command("import", "Take in a version") { path };
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed), run => run.Libraries.ImportAsync(parsed.GetRequiredValue(path), cancellation), cancellation));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Show what was imported");
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(ServerOptionList.Read(parsed), run => run.Libraries.ListAsync(cancellation), cancellation));
        return command;
    }

    private static Command Remove()
    {
        var version = new Argument<string>("version") { Description = "Version" };
        var command = new Command("remove", "Remove a version that no applet needs") { version };
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed), run => run.Libraries.RemoveAsync(parsed.GetRequiredValue(version), cancellation), cancellation));
        return command;
    }
}
