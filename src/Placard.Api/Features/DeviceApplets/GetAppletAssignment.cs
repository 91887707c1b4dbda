using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceApplets;

internal static class GetAppletAssignment
{
    /// <summary>One applet that is assigned to the device.</summary>
    public static async Task<AppletAssignmentResponse> HandleAsync(
        string deviceUid, string assignmentUid, RequestScope scope, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        // Whether it is active depends on the others.
        var all = await AssignmentReads.AllAsync(db, scope, deviceUid, time, cancellation);
        return all.Find(assignment => assignment.Uid == assignmentUid) ?? throw ApiErrors.NotFound();
    }
}
