using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Placard.Data;
using Placard.Data.Connections;
using Placard.Domain;

namespace Placard.Api.Features.Monitoring;

/// <summary>How far the history of connections reaches: from as long ago as it is kept until now.</summary>
internal sealed class ConnectionHistory(IDialect dialect, IOptions<RetentionOptions> retention, TimeProvider time)
{
    public IDialect Dialect => dialect;

    public DateTime Now => time.Now();

    public DateTime Beginning => time.Now() - retention.Value.Connections;

    /// <summary>The future has no history, and long ago nothing began: what callers name is cut to what can be reckoned with.</summary>
    public DateTime NotAfterNow(DateTime? until) => until is { } wanted && wanted < Now ? NotBeforeTime(wanted) : Now;

    public static DateTime NotBeforeTime(DateTime instant) => instant > DateTime.UnixEpoch ? instant : DateTime.UnixEpoch;

    /// <summary>A period, cut to what is kept; outside of it there would seem to be no connection.</summary>
    public ConnectedTime Between(DeviceScope devices, DateTime from, DateTime to)
    {
        var (now, beginning) = (Now, Beginning);
        to = to < now ? to : now;
        return new(devices, from > beginning ? from : beginning < to ? beginning : to, to);
    }

    /// <summary>50 hex of something that is computed and has no row: always the same for the same.</summary>
    public static string Uid(string kind, string deviceUid, DateTime since) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{deviceUid}/{since.Ticks}")))[..50];
}
