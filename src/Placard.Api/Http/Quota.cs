using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Placard.Api.Http;

/// <summary>How many REST requests a client address may send.</summary>
public sealed class QuotaOptions
{
    public const string Section = "Quota";

    /// <summary>Requests in a second.</summary>
    public int PermitsPerSecond { get; set; } = 200;

    /// <summary>Requests beyond them that wait for their turn.</summary>
    public int QueueLimit { get; set; } = 500;
}

/// <summary>The quota, by client address and node. A partition that is idle is freed by the limiter.</summary>
internal sealed class Quota : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter;

    public Quota(IOptions<QuotaOptions> options)
    {
        var permits = options.Value.PermitsPerSecond;
        var tokens = Math.Max(1, permits / 10);
        var limits = new TokenBucketRateLimiterOptions
        {
            TokenLimit = permits,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / (double)permits),
            QueueLimit = options.Value.QueueLimit,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
        _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => limits));
    }

    /// <summary>True when the request may go on, perhaps after a wait.</summary>
    public async ValueTask<bool> AdmitAsync(IPAddress? address, CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(Client(address), permitCount: 1, cancellation);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // A customer has a whole /64 of IPv6 addresses.
    private static IPAddress Client(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new(bytes);
    }
}

internal sealed class QuotaMiddleware(RequestDelegate next, Quota quota)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (RestPath.IsRest(context.Request.Path)
            && !await quota.AdmitAsync(context.Connection.RemoteIpAddress, context.RequestAborted))
        {
            throw ApiErrors.TooManyRequests();
        }

        await next(context);
    }
}
