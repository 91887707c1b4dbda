using System.CommandLine;
using Placard.Bench;
using Placard.Bench.Bare;
using Placard.Bench.Benchmarks;

// Each benchmark is a command; bench/run calls them with what they need built and started.
var server = new Option<FileInfo>("--server") { Description = "Published Placard.Server program.", Required = true };
var emulator = new Option<FileInfo>("--emulator") { Description = "Published Placard.Emulator program.", Required = true };
var postgres = new Option<string>("--postgres") { Description = "Connection string of a PostgreSQL server on which databases may be made.", Required = true };
var devices = new Option<int>("--devices") { Description = "How many devices.", DefaultValueFactory = _ => 1000 };
var seconds = new Option<int>("--seconds") { Description = "How long to measure.", DefaultValueFactory = _ => 60 };
var rate = new Option<double>("--rate") { Description = "Requests in a second.", DefaultValueFactory = _ => 50 };

var rest = new Command("rest", "Reads over REST beside a bare program that answers the same rows.") { server, postgres, devices };
rest.SetAction((parsed, cancellation) => RestReads.RunAsync(Settings(parsed), parsed.GetValue(devices), cancellation));

var command = new Command("command", "From the PUT to the committed success, with a connected swarm.") { server, emulator, postgres, devices, rate, seconds };
command.SetAction((parsed, cancellation) =>
    CommandLatency.RunAsync(Settings(parsed), parsed.GetValue(devices), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation));

var start = new Command("start", "From the start of the process to readiness, and its memory a minute later.") { server };
start.SetAction((parsed, cancellation) => StartUp.RunAsync(Settings(parsed), cancellation));

var swarm = new Command("swarm", "A swarm connects, pairs and stays.") { server, emulator, postgres, devices, seconds };
swarm.SetAction((parsed, cancellation) =>
    SwarmHolds.RunAsync(Settings(parsed), parsed.GetValue(devices), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation));

var telemetry = new Command("telemetry", "Records confirmed after commit, beside raw COPY.") { server, postgres, devices };
telemetry.SetAction((parsed, cancellation) => TelemetryIngest.RunAsync(Settings(parsed), parsed.GetValue(devices), cancellation));

var lists = new Command("lists", "Lists of a large fleet beside those of a small one, and a year of connections.") { server, postgres };
lists.SetAction((parsed, cancellation) => ListsAndHistory.RunAsync(Settings(parsed), cancellation));

var packages = new Command("packages", "A package fetched by a cold fleet, beside a bare program that sends the same file.") { server };
packages.SetAction((parsed, cancellation) => PackageDownloads.RunAsync(Settings(parsed), cancellation));

var timings = new Command("timings", "Timings set by a script, one call for each device, beside a bare program that inserts a row for each.") { server, postgres, devices };
timings.SetAction((parsed, cancellation) => TimingWrites.RunAsync(Settings(parsed), parsed.GetValue(devices), cancellation));

var lines = new Option<int>("--lines") { Description = "How many recipes.", DefaultValueFactory = _ => 100_000 };
var recipes = new Command("recipes", "A CSV file of recipes, beside the bare insert of the same rows.") { server, postgres, lines };
recipes.SetAction((parsed, cancellation) => RecipeUploads.RunAsync(Settings(parsed), parsed.GetValue(lines), cancellation));

var database = new Option<string>("--database") { Description = "Connection string, of PostgreSQL or SQLite.", Required = true };
var port = new Option<int>("--port") { Description = "Port on the loopback.", Required = true };
var bare = new Command("bare", "The bare program: Kestrel and a database driver, nothing else.") { database, port };
bare.SetAction((parsed, cancellation) => BareServer.RunAsync(parsed.GetValue(database)!, parsed.GetValue(port), cancellation));

var file = new Option<FileInfo>("--file") { Description = "What it sends.", Required = true };
var bareFiles = new Command("bare-files", "The bare program for files: Kestrel, nothing else.") { file, port };
bareFiles.SetAction((parsed, cancellation) => BareFiles.RunAsync(parsed.GetValue(file)!, parsed.GetValue(port), cancellation));


return await new RootCommand("Benchmarks of Placard; see bench/README.md.") { rest, command, start, swarm, telemetry, lists, packages, timings, recipes, bare, bareFiles }.Parse(args).InvokeAsync();

BenchSettings Settings(ParseResult parsed) => new(
    parsed.GetValue(server)!,
    parsed.CommandResult.Command.Options.Contains(emulator) ? parsed.GetValue(emulator) : null,
    parsed.CommandResult.Command.Options.Contains(postgres) ? parsed.GetValue(postgres) : null);
