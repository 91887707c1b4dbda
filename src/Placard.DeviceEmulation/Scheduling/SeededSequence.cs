namespace Placard.DeviceEmulation.Scheduling;

/// <summary>
/// Repeatable pseudo-random numbers (SplitMix64) for jitter, failure rates and plausible readings: the same seed makes the same fleet.
/// Never for secrets.
/// </summary>
public sealed class SeededSequence(ulong seed)
{
    private long _state = unchecked((long)seed);

    public ulong Next()
    {
        var z = unchecked((ulong)Interlocked.Add(ref _state, unchecked((long)0x9E3779B97F4A7C15UL)));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 inclusive to 1 exclusive.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Between(int minimum, int maximumInclusive) => minimum + (int)(Next() % (ulong)(maximumInclusive - minimum + 1));

    public TimeSpan Between(TimeSpan minimum, TimeSpan maximum) => minimum + (maximum - minimum) * NextFraction();

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => probability > 0 && NextFraction() < probability;

    /// <summary><paramref name="length"/> lower-case hex digits.</summary>
    public string NextHex(int length) =>
        string.Create(length, this, static (digits, sequence) =>
        {
            for (var i = 0; i < digits.Length; i++)
            {
                digits[i] = "0123456789abcdef"[(int)(sequence.Next() >> 60)];
            }
        });
}
