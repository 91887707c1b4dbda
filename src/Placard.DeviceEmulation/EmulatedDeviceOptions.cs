using System.Net;
using Placard.DeviceEmulation.Commands;
using Placard.DeviceEmulation.Offline;
using Placard.DeviceEmulation.Profiles;

namespace Placard.DeviceEmulation;

/// <summary>Which driver a device uses.</summary>
public enum DriverChoice
{
    /// <summary>What the configuration document says.</summary>
    Auto,
    WebSocket,
    Polling,
}

/// <summary>What one emulated device is and how it behaves.</summary>
public sealed record EmulatedDeviceOptions
{
    /// <summary>Base URL of the platform; the configuration is at <c>{Server}/configuration/{duid}</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>The device's own identifier, usually 53 hex digits.</summary>
    public required string Duid { get; init; }

    public BrandProfile Profile { get; init; } = BrandProfiles.Emulator;

    public DriverChoice Driver { get; init; }

    /// <summary>Local address for all sockets of this device; null leaves the choice to the system.</summary>
    public IPAddress? LocalAddress { get; init; }

    public EmulationTimings Timings { get; init; } = new();

    /// <summary>Seed of jitter, rates and readings.</summary>
    public ulong Seed { get; init; }

    /// <summary>A session id kept from an earlier life; null authenticates by duid.</summary>
    public string? SessionUid { get; init; }

    /// <summary>Organization that is asked for by auto-verification on registration.</summary>
    public string? AutoVerificationOrganizationUid { get; init; }

    /// <summary>Called with each new verification hash, for example <see cref="Pairing.SelfPairing.PairAsync"/>.</summary>
    public Func<EmulatedDevice, string, CancellationToken, Task>? OnVerificationHash { get; init; }

    /// <summary>Wait before a command is carried out and answered.</summary>
    public TimeSpan CommandDelay { get; init; }

    /// <summary>Part of the commands that fails, 0 to 1.</summary>
    public double FailureRate { get; init; }

    /// <summary>Part of the commands that is never answered, 0 to 1.</summary>
    public double SilenceRate { get; init; }

    /// <summary>Decides single commands; null as its answer leaves the decision to the rates.</summary>
    public Func<ReceivedAction, CommandOutcome?>? DecideCommand { get; init; }

    /// <summary>Action types that this device does not announce and would not answer: an older or smaller Core App.</summary>
    public IReadOnlySet<string>? MissingActions { get; init; }

    /// <summary>Whether the extension actions <c>Placard.*</c> are announced and answered.</summary>
    public bool Extensions { get; init; } = true;

    /// <summary>Whether it loads the applets that it is to show, before it reports them as ready.</summary>
    public bool DownloadPackages { get; init; }

    public OfflineSpells? OfflineSpells { get; init; }

    /// <summary>Whether screenshots are also taken by interval, not only on request.</summary>
    public bool PeriodicScreenshots { get; init; } = true;

    public bool Telemetry { get; init; } = true;

    public bool SystemLogs { get; init; } = true;

    /// <summary>How many actions <see cref="DeviceHistory"/> keeps in each direction; 0 keeps none (large swarms).</summary>
    public int HistoryLimit { get; init; } = 5_000;
}
