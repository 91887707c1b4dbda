namespace Placard.DeviceEmulation;

/// <summary>What is counted over all devices of an <see cref="EmulationRuntime"/>.</summary>
public enum Count
{
    /// <summary>Sessions that were opened and authenticated, ever.</summary>
    Connects,

    /// <summary>Connections that failed before they were authenticated.</summary>
    ConnectFailures,

    /// <summary>Authenticated sessions that ended without the device wanting it.</summary>
    Drops,

    /// <summary>Sessions opened after an earlier one of the same connection.</summary>
    Reconnects,

    /// <summary>Commands received, of every kind that is answered.</summary>
    Commands,
    CommandsSucceeded,
    CommandsFailed,

    /// <summary>Commands left without an answer on purpose.</summary>
    CommandsSilent,
    Telemetry,
    ActionsSent,

    /// <summary>Actions sent again because no response came in time.</summary>
    ActionsResent,
    ActionsAcknowledged,
    ActionsReceived,

    /// <summary>Actions of a type that was not on the connection's list.</summary>
    ActionsUnexpected,
    Pings,
    ScreenshotsUploaded,
    UploadsFailed,
    Pairings,
    PairingsFailed,

    /// <summary>Packages and pages of applets that were loaded whole.</summary>
    AppletsLoaded,
    AppletLoadsFailed,

    /// <summary>What those have come to.</summary>
    AppletBytes,

    /// <summary>Gauge: sessions open and authenticated now.</summary>
    OpenSessions,

    /// <summary>Gauge: devices verified now.</summary>
    VerifiedDevices,
}

/// <summary>Counters of an <see cref="EmulationRuntime"/>; safe from any thread.</summary>
public sealed class EmulationCounters
{
    private readonly long[] _values = new long[Enum.GetValues<Count>().Length];

    public long this[Count count] => Interlocked.Read(ref _values[(int)count]);

    internal void Add(Count count, long amount = 1) => Interlocked.Add(ref _values[(int)count], amount);

    /// <summary>All values at this moment.</summary>
    public IReadOnlyDictionary<Count, long> Snapshot() => Enum.GetValues<Count>().ToDictionary(count => count, count => this[count]);
}
