using Placard.DeviceEmulation.Scheduling;

namespace Placard.DeviceEmulation.Telemetry;

/// <summary>What the hardware of one device would say: fixed identity from its duid, readings that drift slowly with time.</summary>
internal sealed class DeviceFacts
{
    private readonly EmulatedDevice _device;
    private readonly ulong _identity;

    public DeviceFacts(EmulatedDevice device)
    {
        _device = device;
        _identity = new SeededSequence((ulong)StableHash.Of(device.Duid)).Next();
    }

    private string? _lastTestSuite;

    public string SerialNumber => $"{_device.Options.Profile.Name.ToUpperInvariant()[..2]}{_identity % 10_000_000_000:d10}";

    public string EthernetMac => Mac(0);

    public string WifiMac => Mac(1);

    public string LocalAddress => $"10.{_identity >> 8 & 0x3f}.{_identity >> 16 & 0xff}.{1 + (_identity >> 24) % 250}";

    public string Gateway => $"10.{_identity >> 8 & 0x3f}.{_identity >> 16 & 0xff}.254";

    /// <summary>Degrees Celsius; warmer by day and with its own offset.</summary>
    public int Temperature => 38 + (int)(_identity % 9) + Drift(TimeSpan.FromMinutes(10), 4) + (_device.State.DisplayOn ? 3 : 0);

    /// <summary>Percent.</summary>
    public int WifiStrength => 70 + (int)(_identity >> 5) % 20 + Drift(TimeSpan.FromMinutes(15), 10);

    /// <summary>Percent.</summary>
    public int BatteryPercent => Math.Clamp(85 + Drift(TimeSpan.FromHours(1), 15), 0, 100);

    public long FreeBytes(long capacity) => capacity / 100 * (45 + (long)(_identity >> 11) % 40) - Drift(TimeSpan.FromHours(1), 20) * 1_000_000L;

    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(_device.State.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    public DateTimeOffset LocalTime => TimeZoneInfo.ConvertTime(_device.Runtime.Time.GetUtcNow() + _device.State.ClockOffset, Zone);

    /// <summary>True for the first of the two connections that gets this suite.</summary>
    public bool TryBeginTestSuite(string uid) => Interlocked.Exchange(ref _lastTestSuite, uid) != uid;

    private string Mac(int port) =>
        $"{_device.Options.Profile.MacPrefix}:{_identity >> 32 & 0xff:x2}:{_identity >> 40 & 0xff:x2}:{(_identity >> 48 & 0xfe) + (ulong)port:x2}";

    // The same within one period, so that a reading which did not change is not reported again.
    private int Drift(TimeSpan period, int range)
    {
        var step = _device.Runtime.Time.GetUtcNow().Ticks / period.Ticks;
        return (int)(new SeededSequence(_identity ^ (ulong)step).Next() % (ulong)(range + 1));
    }
}
