using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Offline;
using Placard.DeviceEmulation.Pairing;
using Placard.DeviceEmulation.Profiles;

namespace Placard.Emulator;

/// <summary>The options of the program: their names, help and checks.</summary>
internal sealed class EmulatorCommandLine
{
    private const string IdVariable = "SOS_AUTH_CLIENT_ID";
    private const string SecretVariable = "SOS_AUTH_SECRET";

    private readonly Option<Uri> _url = new("--url", "-u")
    {
        Description = "Base URL of the platform.",
        DefaultValueFactory = _ => new Uri("http://localhost:8080"),
        CustomParser = result => Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : Refuse<Uri>(result, "--url needs an absolute http or https URL."),
    };

    private readonly Option<string?> _duid = new("--duid") { Description = "The device's own identifier. Without it a random one is made and printed." };

    private readonly Option<int> _count = new("--count", "-n") { Description = "How many devices to run.", DefaultValueFactory = _ => 1 };

    private readonly Option<string> _brand = new("--brand", "-b")
    {
        Description = "One of " + string.Join(", ", BrandProfiles.All.Select(profile => profile.Name)) + "; mixed takes them in turn.",
        DefaultValueFactory = _ => "emulator",
    };

    private readonly Option<string> _driver = new("--driver") { Description = "ws, http, or auto: what the platform's configuration says.", DefaultValueFactory = _ => "auto" };

    private readonly Option<string?> _token = new("--organization-token", "-t")
    {
        Description = $"Organization token id:secret; the devices then pair themselves. Else taken from {IdVariable} and {SecretVariable}.",
    };

    private readonly Option<TimeSpan> _delay = Duration("--delay", "Wait before each command is carried out.", "0");

    private readonly Option<bool> _downloads = new("--download-applets") { Description = "Load the applets that devices are to show, and throw them away." };

    private readonly Option<double> _failureRate = new("--failure-rate") { Description = "Part of the commands that fails, 0 to 1." };

    private readonly Option<double> _silenceRate = new("--silence-rate") { Description = "Part of the commands that is never answered, 0 to 1." };

    private readonly Option<OfflineSpells?> _offlineSpells = new("--offline-spells")
    {
        Description = "CHANCE[:SHORTEST-LONGEST]: chance in each minute that a device goes offline, and for how long. Example: 0.05:10s-2m.",
        CustomParser = ParseSpells,
    };

    private readonly Option<TimeSpan> _pingInterval = Duration("--ping-interval", "Interval of the pings of each connection and of the device.", "30s");

    private readonly Option<TimeSpan?> _telemetryDelay = new("--telemetry-delay")
    {
        Description = "From pairing to the first telemetry; 20 to 30 s if not given.",
        CustomParser = result => ParseDuration(result),
    };

    private readonly Option<double> _ramp = new("--ramp") { Description = "Devices started in a second.", DefaultValueFactory = _ => 50 };

    private readonly Option<TimeSpan> _reconnect = Duration("--reconnect", "First wait before a lost connection is opened again; grows up to ten times.", "30s");

    private readonly Option<string[]> _localAddresses = new("--local-address")
    {
        Description = "Local address of the sockets; several are taken in turn.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "The same seed makes the same devices; random if not given.",
        DefaultValueFactory = _ => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
    };

    private readonly Option<TimeSpan?> _duration = new("--duration") { Description = "Stop by itself after this time.", CustomParser = result => ParseDuration(result) };

    /// <summary>The command that checks the options and runs <paramref name="run"/> with them.</summary>
    public RootCommand MakeCommand(Func<EmulatorSettings, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Runs emulated signage devices against a Placard server. Durations: 500ms, 10s, 2m, 1h; a bare number is milliseconds.")
        {
            _url, _duid, _count, _brand, _driver, _token, _delay, _failureRate, _silenceRate, _offlineSpells, _pingInterval, _telemetryDelay, _ramp, _reconnect,
            _localAddresses, _seed, _duration, _downloads,
        };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => run(Settings(parsed), cancellationToken));
        return command;
    }

    private void Check(CommandResult result)
    {
        Demand(Given(_count, 1) is >= 1 and <= 100_000, "--count is from 1 to 100000.");
        Demand(Given(_count, 1) == 1 || Given(_duid, null) is null, "--duid goes with one device only.");
        Demand(Given(_duid, null) is null or { Length: >= 1 and <= 128 }, "--duid has 1 to 128 characters.");
        Demand(Brands(Given(_brand, "emulator")) is not null, "--brand is unknown; see --help.");
        Demand(Given(_driver, "auto") is "ws" or "http" or "auto", "--driver is ws, http or auto.");
        Demand(IsPart(Given(_failureRate, 0)), "--failure-rate is from 0 to 1.");
        Demand(IsPart(Given(_silenceRate, 0)), "--silence-rate is from 0 to 1.");
        Demand(Given(_failureRate, 0) + Given(_silenceRate, 0) <= 1, "--failure-rate and --silence-rate are together at most 1.");
        Demand(Given(_ramp, 1) > 0, "--ramp is greater than 0.");
        Demand(Given(_pingInterval, TimeSpan.MaxValue) > TimeSpan.Zero, "--ping-interval is greater than 0.");
        Demand(Given(_token, null) is not { } token || token.Split(':', 2) is [{ Length: > 0 }, { Length: > 0 }], "--organization-token is written id:secret.");
        Demand(Given(_localAddresses, []).All(address => IPAddress.TryParse(address, out _)), "--local-address is an IP address.");

        // Defaults are not in force yet when a command is validated.
        T Given<T>(Option<T> option, T byDefault) => result.GetResult(option) is { Implicit: false } given && !given.Errors.Any() ? given.GetValueOrDefault<T>()! : byDefault;

        void Demand(bool holds, string message)
        {
            if (!holds)
            {
                result.AddError(message);
            }
        }
    }

    private EmulatorSettings Settings(ParseResult parsed) => new()
    {
        Server = parsed.GetValue(_url)!,
        Duid = parsed.GetValue(_duid),
        Count = parsed.GetValue(_count),
        Brands = Brands(parsed.GetValue(_brand)!)!,
        Driver = parsed.GetValue(_driver) switch
        {
            "ws" => DriverChoice.WebSocket,
            "http" => DriverChoice.Polling,
            _ => DriverChoice.Auto,
        },
        OrganizationToken = Token(parsed.GetValue(_token)),
        CommandDelay = parsed.GetValue(_delay),
        DownloadApplets = parsed.GetValue(_downloads),
        FailureRate = parsed.GetValue(_failureRate),
        SilenceRate = parsed.GetValue(_silenceRate),
        OfflineSpells = parsed.GetValue(_offlineSpells),
        PingInterval = parsed.GetValue(_pingInterval),
        TelemetryDelay = parsed.GetValue(_telemetryDelay),
        Ramp = parsed.GetValue(_ramp),
        ReconnectMinimum = parsed.GetValue(_reconnect),
        LocalAddresses = [.. parsed.GetValue(_localAddresses)!.Select(IPAddress.Parse)],
        Seed = parsed.GetValue(_seed),
        Duration = parsed.GetValue(_duration),
    };

    private static IReadOnlyList<BrandProfile>? Brands(string name) =>
        name == "mixed" ? BrandProfiles.All : BrandProfiles.Find(name) is { } profile ? [profile] : null;

    private static OrganizationToken? Token(string? given) =>
        given is not null ? OrganizationToken.Parse(given)
        : Environment.GetEnvironmentVariable(IdVariable) is { Length: > 0 } id && Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } secret
            ? new OrganizationToken(id, secret)
            : null;

    private static bool IsPart(double value) => value is >= 0 and <= 1;

    private static Option<TimeSpan> Duration(string name, string description, string byDefault) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => DurationText.TryParse(byDefault, out var value) ? value : TimeSpan.Zero,
        CustomParser = result => ParseDuration(result) ?? TimeSpan.Zero,
    };

    private static TimeSpan? ParseDuration(ArgumentResult result) =>
        DurationText.TryParse(result.Tokens.Single().Value, out var value) ? value : Refuse<TimeSpan?>(result, $"'{result.Tokens.Single().Value}' is no duration.");

    private static OfflineSpells? ParseSpells(ArgumentResult result)
    {
        var parts = result.Tokens.Single().Value.Split(':', 2);
        var range = parts.Length == 2 ? parts[1].Split('-', 2) : ["10s", "2m"];
        return double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var chance) && IsPart(chance)
            && DurationText.TryParse(range[0], out var shortest) && DurationText.TryParse(range[^1], out var longest) && shortest <= longest
            ? new OfflineSpells(chance, shortest, longest)
            : Refuse<OfflineSpells>(result, "--offline-spells is written CHANCE[:SHORTEST-LONGEST].");
    }

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
