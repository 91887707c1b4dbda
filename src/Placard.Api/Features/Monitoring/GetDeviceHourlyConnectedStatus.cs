using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Data.Connections;

namespace Placard.Api.Features.Monitoring;

/// <summary>How long a device was connected within an hour.</summary>
/// <param name="Uid">50 hex.</param>
/// <param name="DeviceIdentityHash">Uid of the device.</param>
/// <param name="From">Begin of the hour.</param>
/// <param name="To">Its last millisecond.</param>
/// <param name="Time">Connected milliseconds, 0 to 3600000.</param>
/// <param name="CreatedAt">End of the hour.</param>
public sealed record HourlyConnectedStatusResponse(string Uid, string DeviceIdentityHash, DateTime From, DateTime To, long Time, DateTime CreatedAt);

internal static class GetDeviceHourlyConnectedStatus
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Full hours of the last week, or of the period from <c>from</c> to <c>to</c>, both inclusive and at most a year, oldest first. The hour that runs has no entry yet.</summary>
    public static async Task<Ok<List<HourlyConnectedStatusResponse>>> HandleAsync(
        string deviceUid, QueryInstant from, QueryInstant to, RequestScope scope, PlacardDbContext db, ConnectionHistory history, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var last = history.NotAfterNow(to.Value);
        var first = from.Value ?? last - Usual;
        if (first > (to.Value ?? first) || last - first > Longest)
        {
            throw ApiErrors.InvalidQuery("from", "must not be after to, nor more than 366 days before it");
        }

        var provisioned = await db.Devices.Where(device => device.Uid == deviceUid).Select(device => device.ProvisionedAt ?? device.CreatedAt).FirstAsync(cancellation);
        var begin = FullHour(Latest(first, Latest(provisioned, history.Beginning)));
        var end = FullHour(history.NotAfterNow(FullHour(last) + Hour));
        if (begin >= end)
        {
            return TypedResults.Ok(new List<HourlyConnectedStatusResponse>());
        }

        var connected = await history.Between(DeviceScope.Device(deviceUid), begin, end).ByHourAsync(db, history.Dialect, cancellation);
        var hours = new List<HourlyConnectedStatusResponse>();
        for (var hour = begin; hour < end; hour += Hour)
        {
            hours.Add(new(
                ConnectionHistory.Uid("hour", deviceUid, hour), deviceUid, hour, hour + Hour - TimeSpan.FromMilliseconds(1), connected.GetValueOrDefault(hour), hour + Hour));
        }

        return TypedResults.Ok(hours);
    }

    private static DateTime FullHour(DateTime instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);

    private static DateTime Latest(DateTime one, DateTime other) => one > other ? one : other;
}
