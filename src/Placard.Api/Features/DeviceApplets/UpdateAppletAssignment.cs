using System.Text.Json;
using Placard.Api.Features.Timings;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>What changes of an assignment; what is not named stays.</summary>
/// <param name="AppletVersion" example="&quot;1.0.1&quot;">A version that exists.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Replaces the whole; at most 64 KiB.</param>
/// <param name="Active" example="true">True: the device shows it from now on, and nothing else. False: not any more.</param>
public sealed record UpdateAppletAssignmentRequest(string? AppletVersion, JsonElement? Configuration, bool? Active);

internal static class UpdateAppletAssignment
{
    /// <summary>Changes an assignment, or makes it the active one.</summary>
    public static async Task<Done> HandleAsync(
        string deviceUid, string assignmentUid, ObjectBody body, RequestScope scope, PlacardDbContext db, TimingRequests requests, CancellationToken cancellation)
    {
        var organizationUid = await AssignmentReads.OrganizationAsync(db, scope, deviceUid, assignmentUid, cancellation);
        var sent = TimingRequests.Pick(body.Sent, ["appletVersion", "configuration", "active"]);
        sent["uid"] = assignmentUid;
        return await requests.ChangeAsync<Domain.DeviceActions.UpdateTiming>(db, scope, (deviceUid, organizationUid), sent, cancellation);
    }
}
