using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Data.Connections;

namespace Placard.Api.Features.Monitoring;

/// <summary>How long devices were connected.</summary>
/// <param name="Uptime">Seconds in which a device was connected; of several devices the sum.</param>
/// <param name="Downtime">Seconds in which it was not.</param>
/// <param name="Total">Seconds of the period, from the device's provisioning on if that lies within.</param>
/// <param name="AvailabilityPercent">Uptime as a share of the total, rounded to a whole number; 0 if no device counts yet.</param>
/// <param name="Since">Beginning of the period.</param>
/// <param name="Until">End of the period, not later than now.</param>
public sealed record UptimeResponse(double Uptime, double Downtime, double Total, int AvailabilityPercent, DateTime Since, DateTime Until);

internal static class GetUptimeStats
{
    /// <summary>Uptime of one device, or of all devices of the organization together. The period ends now and begins one month before, unless named.</summary>
    public static async Task<Ok<UptimeResponse>> HandleAsync(
        QueryInstant since, QueryInstant until, QueryText deviceUid, RequestScope scope, PlacardDbContext db, ConnectionHistory history, CancellationToken cancellation)
    {
        var to = history.NotAfterNow(until.Value);
        var from = since.Value ?? to.AddMonths(-1);
        if (from >= to)
        {
            throw ApiErrors.InvalidQuery("since", "must be before until and in the past");
        }

        if (deviceUid.Value is { } uid)
        {
            await DeviceReads.OrganizationAsync(db, scope, uid);
        }

        var devices = deviceUid.Value is { } one ? DeviceScope.Device(one) : DeviceScope.Organizations(scope.Tenancy.OrganizationUids);
        var (connected, total) = await history.Between(devices, from, to).SumAsync(db, history.Dialect, cancellation);
        return TypedResults.Ok(new UptimeResponse(
            connected / 1000d,
            (total - connected) / 1000d,
            total / 1000d,
            total == 0 ? 0 : (int)Math.Round(100d * connected / total, MidpointRounding.AwayFromZero),
            from,
            to));
    }
}
