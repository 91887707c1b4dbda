namespace Placard.Domain.Catalogue;

/// <summary>One type of telemetry record: its name, the shape of its data, how often a device reports it.</summary>
public abstract class TelemetryKind
{
    /// <summary>Name everywhere, such as <c>VOLUME</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Shape and units of the data, for the API document.</summary>
    public abstract string Summary { get; }

    /// <summary>How often a device checks and, when changed, reports it; null when there is no interval to configure.</summary>
    public virtual TelemetryInterval? Interval => null;

    /// <summary>The server itself makes the records.</summary>
    public virtual bool MadeByServer => false;

    /// <summary>A fact of the hardware or of its connection, nothing that an organization made: it stays the latest value when the device moves to another one.</summary>
    public virtual bool FollowsDevice => false;

    /// <summary>Any new type that a device may bring.</summary>
    public static bool IsAcceptableType(string type) =>
        type.Length is >= 2 and <= 64 && type[0] is >= 'A' and <= 'Z'
        && type.All(character => character is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
}

/// <param name="Key">Key in the configuration document's <c>telemetryIntervals</c>.</param>
/// <param name="Default">Zero: once per change at start only.</param>
public sealed record TelemetryInterval(string Key, TimeSpan Default)
{
    public static TelemetryInterval Minutes(string key, int minutes) => new(key, TimeSpan.FromMinutes(minutes));

    public static TelemetryInterval AtStart(string key) => new(key, TimeSpan.Zero);
}
