using System.Text.Json.Nodes;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.Timings;

internal static class DeleteTiming
{
    /// <summary>Takes an applet off a device, which shows what is in force without it.</summary>
    public static async Task<Done> HandleAsync(
        string timingUid, RequestScope scope, PlacardDbContext db, TimingRequests requests, CancellationToken cancellation)
    {
        var timing = await TimingReads.OneAsync(db, timingUid, cancellation);
        var sent = new JsonObject { ["uid"] = timingUid, ["appletUid"] = timing.AppletUid };
        return await requests.ChangeAsync<Domain.DeviceActions.DeleteTiming>(db, scope, (timing.DeviceUid, timing.OrganizationUid), sent, cancellation);
    }
}
