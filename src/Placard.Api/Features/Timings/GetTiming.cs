using Microsoft.AspNetCore.Http;
using Placard.Api.Http;
using Placard.Data;
using Placard.Domain;

namespace Placard.Api.Features.Timings;

/// <summary>Asks more of the timing.</summary>
/// <param name="DeviceUid">It must be of this device.</param>
/// <param name="Current">True: it must be in force now.</param>
internal sealed record TimingDemands(QueryText DeviceUid, QueryFlag Current);

internal static class GetTiming
{
    /// <summary>One timing.</summary>
    public static async Task<TimingResponse> HandleAsync(
        string timingUid, [AsParameters] TimingDemands demands, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        var timing = await TimingReads.OneAsync(db, timingUid, cancellation);
        if (demands.DeviceUid.Value is { } deviceUid && deviceUid != timing.DeviceUid)
        {
            throw ApiErrors.NotFound();
        }

        if (demands.Current.Value == true && !(await TimingReads.InForceAsync(db, timing.DeviceUid, time.Now(), cancellation)).Contains(timingUid))
        {
            throw ApiErrors.NotFound();
        }

        return TimingReads.ToResponse(timing);
    }
}
