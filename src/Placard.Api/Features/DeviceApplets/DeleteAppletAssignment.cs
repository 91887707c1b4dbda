using System.Text.Json.Nodes;
using Placard.Api.Features.Timings;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceApplets;

internal static class DeleteAppletAssignment
{
    /// <summary>Takes an applet off the device. None of those that are not active becomes active by that.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string assignmentUid, RequestScope scope, PlacardDbContext db, TimingRequests requests, CancellationToken cancellation)
    {
        var organizationUid = await AssignmentReads.OrganizationAsync(db, scope, deviceUid, assignmentUid, cancellation);
        var sent = new JsonObject { ["uid"] = assignmentUid };
        return await requests.ChangeAsync<Domain.DeviceActions.DeleteTiming>(db, scope, (deviceUid, organizationUid), sent, cancellation);
    }
}
