namespace Placard.DeviceEmulation.Offline;

/// <summary>Times in which a device loses its connections and comes back by itself.</summary>
/// <param name="ChancePerMinute">Probability that a spell starts within a minute, 0 to 1.</param>
public sealed record OfflineSpells(double ChancePerMinute, TimeSpan Shortest, TimeSpan Longest);
