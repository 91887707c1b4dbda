using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain.Catalogue;
using Placard.Domain.DeviceActions;

namespace Placard.Api.Features.DeviceSoftware;

/// <summary>A run of tests of an applet. A test that the device skipped is in none of the lists.</summary>
/// <param name="AppletUid">The applet.</param>
/// <param name="AppletVersion" example="&quot;2.0.0&quot;">Its version.</param>
/// <param name="DeviceUid">The device.</param>
/// <param name="PendingTests" example="[&quot;tests/sample.spec.js&quot;]">Tests that have not ended.</param>
/// <param name="SuccessfulTests" example="[]">Tests that succeeded.</param>
/// <param name="FailedTests" example="[]">Tests that failed, or did not end in time.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt" example="null">When no test pended any more; null before.</param>
public sealed record DeviceAppletTestResponse(
    string AppletUid,
    string AppletVersion,
    string DeviceUid,
    IReadOnlyList<string> PendingTests,
    IReadOnlyList<string> SuccessfulTests,
    IReadOnlyList<string> FailedTests,
    DateTime CreatedAt,
    DateTime? FinishedAt);

internal static class GetDeviceAppletTestByUIDAndAppletVersion
{
    /// <summary>The latest run of tests of a version of an applet; 404 if there was none.</summary>
    public static async Task<Ok<DeviceAppletTestResponse>> HandleAsync(
        string deviceUid, string appletUid, string appletVersion, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var kind = catalogue.Kind<SetDeviceAppletTestSuite>();
        var key = SetDeviceAppletTestSuite.KeyOf(appletUid, appletVersion);
        var suite = await db.DeviceActions.AsNoTracking()
            .Where(action => action.DeviceUid == deviceUid && action.Kind == kind.ActionType && action.SupersedeKey == key)
            .OrderByDescending(action => action.Uid)
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        var report = TestRuns.Report(kind, suite);
        return TypedResults.Ok(new DeviceAppletTestResponse(
            appletUid, appletVersion, deviceUid, report.Pending, report.Successful, report.Failed, suite.CreatedAt, suite.SucceededAt ?? suite.FailedAt));
    }
}
