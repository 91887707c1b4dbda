using System.CommandLine;
using System.CommandLine.Invocation;
using Placard.Server.Options;

namespace Placard.Server.CommandLine;

/// <summary>What can be typed: the options of the server, and commands for its administrator.</summary>
internal static class PlacardCommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Placard: a device cloud for digital signage, compatible with the signageOS REST API. Without a command it starts the server.");
        foreach (var option in ServerOptionList.Everywhere.Concat(ServerOptionList.ServerOnly))
        {
            root.Add(option);
        }

        foreach (var command in AdministratorCommands.All())
        {
            root.Add(command);
        }

        root.SetAction((parsed, cancellation) => ServerRun.RunAsync(ServerOptionList.Read(parsed), cancellation));

        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction errors)
        {
            errors.ShowHelp = false;
        }

        if (parsed.Errors is not [])
        {
            return await RefuseAsync(parsed);
        }

        // The host itself ends on signals, after it drained; the parser must not cut that short.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (StartException exception)
        {
            await Console.Error.WriteLineAsync($"placard: {exception.Message}");
            return exception.ExitCode;
        }
    }

    private static async Task<int> RefuseAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync($"placard: {error.Message}");
        }

        var known = ServerOptionList.Everywhere.Concat(ServerOptionList.ServerOnly).Select(option => option.Name).ToArray();
        foreach (var token in parsed.UnmatchedTokens.Where(token => token.StartsWith('-')))
        {
            if (Spelling.Nearest(token, known) is { } near)
            {
                await Console.Error.WriteLineAsync($"Did you mean {near}?");
            }
        }

        await Console.Error.WriteLineAsync("See --help for what there is.");
        return StartException.BadOptions;
    }
}
