using System.CommandLine;
using Placard.Emulator;

var options = new EmulatorCommandLine();
var command = options.MakeCommand(EmulatorRun.RunAsync);

// A large swarm needs a moment to close its sessions.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
