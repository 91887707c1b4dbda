using Microsoft.AspNetCore.Http;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>Narrows the list of assignments.</summary>
/// <param name="Active">Only the active one, or only the others.</param>
internal sealed record AssignmentFilter(QueryFlag Active);

internal static class GetAppletsAssignedToADevice
{
    /// <summary>Applets that are assigned to the device, newest first.</summary>
    public static async Task<List<AppletAssignmentResponse>> HandleAsync(
        string deviceUid, [AsParameters] AssignmentFilter filter, RequestScope scope, PlacardDbContext db, TimeProvider time, CancellationToken cancellation)
    {
        var all = await AssignmentReads.AllAsync(db, scope, deviceUid, time, cancellation);
        return filter.Active.Value is { } active ? all.FindAll(assignment => assignment.Active == active) : all;
    }
}
