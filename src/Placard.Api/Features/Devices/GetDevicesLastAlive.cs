using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Devices;

namespace Placard.Api.Features.Devices;

/// <summary>Which devices; none named: all.</summary>
/// <param name="DeviceUids">Wins over the query.</param>
public sealed record DeviceUidsRequest(IReadOnlyList<string>? DeviceUids);

/// <summary>A sign of life.</summary>
/// <param name="Uid">The device.</param>
/// <param name="CreatedAt">When the server first saw the device.</param>
/// <param name="AliveAt">Its last ping; null when it never connected.</param>
/// <param name="Status"><c>online</c>; <c>pending</c>: connected, but without a ping for more than 5 minutes; <c>offline</c>: not connected.</param>
public sealed record DeviceAliveResponse(string Uid, DateTime CreatedAt, DateTime? AliveAt, string Status)
{
    internal static Expression<Func<Device, DeviceAliveResponse>> Of(PlacardDbContext db, TimeProvider time)
    {
        var silentSince = time.Now() - Presence.PendingAfter;
        return device => new(
            device.Uid,
            device.CreatedAt,
            device.AliveAt,
            !db.DeviceSessions.Any(session => session.DeviceUid == device.Uid && session.EndedAt == null) ? Presence.Offline
                : device.AliveAt < silentSince ? Presence.Pending
                : Presence.Online);
    }
}

internal static class GetDevicesLastAlive
{
    /// <summary>Last signs of life of all devices, or of those named in the body or, deprecated, in the query.</summary>
    public static Task<PageOf<DeviceAliveResponse>> HandleAsync(
        Body<DeviceUidsRequest> body, CommaList deviceUids, Page page, RequestScope scope, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        var sent = body.Value.DeviceUids;
        return (sent is null ? page : page.Carrying("deviceUids", sent)).ReadAsync(
            db.Devices.AsNoTracking().OfOne(scope).WithUids(sent ?? deviceUids.Values)
                .Select(device => new Row<Device> { At = device.CreatedAt, Uid = device.Uid, Item = device }),
            DeviceAliveResponse.Of(db, time),
            device => (device.CreatedAt, device.Uid),
            cancellation);
    }
}
