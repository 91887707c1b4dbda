using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Domain.Content;

namespace Placard.Api.Features.DeviceApplets;

/// <summary>An applet that is assigned to a device.</summary>
/// <param name="Uid">The assignment.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="AppletUid">The applet.</param>
/// <param name="AppletVersion" example="&quot;1.0.0&quot;">Its version.</param>
/// <param name="CreatedAt">When it was assigned.</param>
/// <param name="UpdatedAt">When that was changed last.</param>
/// <param name="Configuration" example="{&quot;identification&quot;:&quot;x1&quot;}">Handed to the applet.</param>
/// <param name="Active">Whether the device shows it now, as the first if there are several.</param>
public sealed record AppletAssignmentResponse(
    string Uid, string DeviceUid, string AppletUid, string AppletVersion, DateTime CreatedAt, DateTime UpdatedAt, RawJson Configuration, bool Active);

internal static class AssignmentReads
{
    /// <summary>All assignments of a device that the caller sees, newest first. There are never more than a device may have timings.</summary>
    public static async Task<List<AppletAssignmentResponse>> AllAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, TimeProvider time, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var timings = await db.Timings.AsNoTracking()
            .Where(timing => timing.DeviceUid == deviceUid)
            .OrderByDescending(timing => timing.CreatedAt).ThenByDescending(timing => timing.Uid)
            .ToListAsync(cancellation);
        var active = ContentInForce.At(timings.ConvertAll(TimingSpan.Of), time.Now()).Select(span => span.Uid).FirstOrDefault();
        return timings.ConvertAll(timing => new AppletAssignmentResponse(
            timing.Uid,
            timing.DeviceUid,
            timing.AppletUid,
            timing.AppletVersion,
            timing.CreatedAt,
            timing.UpdatedAt,
            new(timing.Configuration),
            timing.Uid == active));
    }

    /// <summary>The organization of a device that has this assignment.</summary>
    public static async Task<string> OrganizationAsync(
        PlacardDbContext db, RequestScope scope, string deviceUid, string assignmentUid, CancellationToken cancellation)
    {
        var organizationUid = await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        return await db.Timings.AnyAsync(timing => timing.Uid == assignmentUid && timing.DeviceUid == deviceUid, cancellation)
            ? organizationUid
            : throw ApiErrors.NotFound();
    }
}
