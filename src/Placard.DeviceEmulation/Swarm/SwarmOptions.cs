using System.Net;
using Placard.DeviceEmulation.Profiles;

namespace Placard.DeviceEmulation.Swarm;

/// <summary>How a swarm is made and started.</summary>
public sealed record SwarmOptions
{
    /// <summary>What all devices have in common; duid, profile, seed and local address are replaced for each.</summary>
    public required EmulatedDeviceOptions Device { get; init; }

    public required int Count { get; init; }

    /// <summary>Duids for the devices, for example of an earlier run; those that are missing are derived from the seed.</summary>
    public IReadOnlyList<string> Duids { get; init; } = [];

    /// <summary>Devices started in a second.</summary>
    public double RampPerSecond { get; init; } = 50;

    /// <summary>Taken in turn; empty leaves the choice to the system.</summary>
    public IReadOnlyList<IPAddress> LocalAddresses { get; init; } = [];

    /// <summary>Taken in turn; empty gives all the profile of <see cref="Device"/>.</summary>
    public IReadOnlyList<BrandProfile> Profiles { get; init; } = [];

    /// <summary>Last change to the options of one device, by its number from 0.</summary>
    public Func<int, EmulatedDeviceOptions, EmulatedDeviceOptions>? Customize { get; init; }

    /// <summary>The fleet of the same seed is the same fleet.</summary>
    public ulong Seed { get; init; }
}
