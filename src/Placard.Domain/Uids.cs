using System.Security.Cryptography;

namespace Placard.Domain;

/// <summary>
/// Makes the identifiers of the contract: lower-case hex of fixed lengths.
/// Ordered ones begin with the time and a counter, so that they sort by creation and keep indexes local, followed by at least 128 random bits;
/// secret ones are wholly random.
/// </summary>
public sealed class Uids(TimeProvider time)
{
    private const int OrderedPrefix = 16;

    private readonly Lock _gate = new();
    private long _lastMillisecond;
    private int _counter;

    /// <summary>50 hex: organizations, actions, verifications, screenshots and most else.</summary>
    public string Ordered() => Ordered(50);

    /// <summary>53 hex.</summary>
    public string Device() => Ordered(53);

    /// <summary>53 hex, unguessable: whoever knows it can speak for the device.</summary>
    public static string Duid() => Random(53);

    /// <summary>20 hex, as the official clients check.</summary>
    public static string TokenId() => Random(20);

    public static string Secret() => Random(60);

    /// <summary>24 hex.</summary>
    public static string AuthHash() => Random(24);

    /// <summary>Lower-case hex, wholly random.</summary>
    public static string Random(int length) => RandomNumberGenerator.GetHexString(length, lowercase: true);

    /// <summary>Between 2^32 and 2^53, so that JavaScript clients keep every digit.</summary>
    public static long AccountId()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        const long Least = 1L << 32;
        const long Most = 1L << 53;
        return Least + (long)(BitConverter.ToUInt64(bytes) % (ulong)(Most - Least));
    }

    public string Ordered(int length)
    {
        long millisecond;
        int counter;
        lock (_gate)
        {
            // A clock that goes back must not break the order within this process.
            millisecond = Math.Max(_lastMillisecond, time.GetUtcNow().ToUnixTimeMilliseconds());
            _counter = millisecond == _lastMillisecond ? _counter + 1 : 0;
            if (_counter > 0xFFFF)
            {
                millisecond++;
                _counter = 0;
            }

            _lastMillisecond = millisecond;
            counter = _counter;
        }

        return string.Create(length, (millisecond, counter), static (span, state) =>
        {
            state.millisecond.TryFormat(span, out _, "x12", System.Globalization.CultureInfo.InvariantCulture);
            state.counter.TryFormat(span[12..], out _, "x4", System.Globalization.CultureInfo.InvariantCulture);
            RandomNumberGenerator.GetHexString(span[OrderedPrefix..], lowercase: true);
        });
    }
}
