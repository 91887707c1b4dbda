using Placard.DeviceEmulation;
using Placard.DeviceEmulation.Offline;
using Placard.DeviceEmulation.Pairing;
using Placard.DeviceEmulation.Profiles;

namespace Placard.Emulator;

/// <summary>The parsed command line.</summary>
internal sealed record EmulatorSettings
{
    public required Uri Server { get; init; }

    public string? Duid { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Taken in turn.</summary>
    public required IReadOnlyList<BrandProfile> Brands { get; init; }

    public DriverChoice Driver { get; init; }

    public OrganizationToken? OrganizationToken { get; init; }

    public TimeSpan CommandDelay { get; init; }

    public bool DownloadApplets { get; init; }

    public double FailureRate { get; init; }

    public double SilenceRate { get; init; }

    public OfflineSpells? OfflineSpells { get; init; }

    public TimeSpan PingInterval { get; init; }

    public TimeSpan? TelemetryDelay { get; init; }

    public double Ramp { get; init; }

    public TimeSpan ReconnectMinimum { get; init; }

    public IReadOnlyList<System.Net.IPAddress> LocalAddresses { get; init; } = [];

    public ulong Seed { get; init; }

    public TimeSpan? Duration { get; init; }
}
