using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;

namespace Placard.Api.Features.Timings;

/// <summary>Narrows the list of timings.</summary>
/// <param name="DeviceUid">Of this device.</param>
/// <param name="TimingUid">This one.</param>
/// <param name="Current">True: only those that are in force now, device by device in the order in which they are shown.</param>
internal sealed record TimingFilter(QueryText DeviceUid, QueryText TimingUid, QueryFlag Current);

internal static class GetTimings
{
    /// <summary>All timings, newest first.</summary>
    public static PageOf<TimingResponse> Handle(
        [AsParameters] TimingFilter filter, RequestScope scope, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        var timings = db.Timings.AsNoTracking().OfOne(scope);
        if (filter.DeviceUid.Value is { } deviceUid)
        {
            timings = timings.Where(timing => timing.DeviceUid == deviceUid);
        }

        if (filter.Current.Value != true)
        {
            var listed = filter.TimingUid.Value is { } only ? timings.Where(timing => timing.Uid == only) : timings;
            listed = listed.OrderByDescending(timing => timing.CreatedAt).ThenByDescending(timing => timing.Uid);
            return new(listed.AsAsyncEnumerable().Select(TimingReads.ToResponse));
        }

        if (filter.TimingUid.Value is not { } uid)
        {
            return new(TimingReads.InForceAsync(timings, time.Now(), cancellation).Select(TimingReads.ToResponse));
        }

        // Whether it is in force depends on the others of its device.
        timings = timings.Where(timing => db.Timings.Any(named => named.Uid == uid && named.DeviceUid == timing.DeviceUid));
        return new(TimingReads.InForceAsync(timings, time.Now(), cancellation).Where(timing => timing.Uid == uid).Select(TimingReads.ToResponse));
    }
}
