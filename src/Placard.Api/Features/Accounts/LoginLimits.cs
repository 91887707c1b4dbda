using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Placard.Api.Tenancy;

namespace Placard.Api.Features.Accounts;

/// <summary>
/// Slows down guessing of passwords: by one address, by one address at one name, and by many addresses at one name. The last could keep an account's owner out
/// for as long as somebody guesses, so it does not count for addresses from which the account logged in before.
/// </summary>
public sealed class LoginLimits(TimeProvider time)
{
    private const int MostKnown = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly FailureLimit _ofNameAndAddress = new(time, 10, Window);
    private readonly FailureLimit _ofAddress = new(time, 60, Window);
    private readonly FailureLimit _ofName = new(time, 100, Window);
    private readonly ConcurrentDictionary<(string Name, string Address), long> _known = new();

    /// <summary>Counts an attempt as failed until <see cref="Forgive"/>. False when there were too many lately.</summary>
    /// <param name="name">The account, or what somebody takes for one.</param>
    /// <param name="remoteAddress">From where.</param>
    public bool TryBegin(string name, string? remoteAddress)
    {
        var address = Block(remoteAddress);
        if (!_ofAddress.TryBegin(address) || !_ofNameAndAddress.TryBegin($"{name} {address}"))
        {
            return false;
        }

        return IsKnown((name, address)) || _ofName.TryBegin(name);
    }

    /// <summary>It succeeded.</summary>
    public void Forgive(string name, string? remoteAddress)
    {
        var address = Block(remoteAddress);
        _ofAddress.Forgive(address);
        _ofNameAndAddress.Forgive($"{name} {address}");
        if (!IsKnown((name, address)))
        {
            _ofName.Forgive(name);
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known[(name, address)] = time.GetTimestamp();
    }

    private bool IsKnown((string Name, string Address) pair) => _known.TryGetValue(pair, out var since) && time.GetElapsedTime(since) < Remembered;

    /// <summary>Whoever has one IPv6 address has 2^64 of them: they count as one.</summary>
    public static string Block(string? remoteAddress)
    {
        if (!IPAddress.TryParse(remoteAddress, out var address))
        {
            return remoteAddress ?? "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
