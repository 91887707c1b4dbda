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

/// <summary>A run of feature tests. A test that the device skipped, as it lacks what the test needs, is in none of the lists, only in the results.</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="PendingTests">Tests that have not ended.</param>
/// <param name="SuccessfulTests">Tests that succeeded.</param>
/// <param name="FailedTests">Tests that failed, or did not end in time.</param>
/// <param name="TestResults">By test what the device reported: a tree of results, with success true, false, or null when it was skipped.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When no test pended any more; null before.</param>
public sealed record DeviceFeatureTestResponse(
    string DeviceUid,
    IReadOnlyList<string> PendingTests,
    IReadOnlyList<string> SuccessfulTests,
    IReadOnlyList<string> FailedTests,
    RawJson TestResults,
    DateTime CreatedAt,
    DateTime? FinishedAt);

internal static class GetDeviceFeatureTest
{
    /// <summary>The latest run of feature tests; 404 if there was none.</summary>
    public static async Task<Ok<DeviceFeatureTestResponse>> HandleAsync(
        string deviceUid, RequestScope scope, PlacardDbContext db, DeviceActionCatalogue catalogue, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var kind = catalogue.Kind<SetTestSuite>();
        var suite = await db.DeviceActions.AsNoTracking()
            .Where(action => action.DeviceUid == deviceUid && action.Kind == kind.ActionType)
            .OrderByDescending(action => action.Uid)
            .FirstOrDefaultAsync(cancellation)
            ?? throw ApiErrors.NotFound();
        var report = TestRuns.Report(kind, suite);
        return TypedResults.Ok(new DeviceFeatureTestResponse(
            deviceUid, report.Pending, report.Successful, report.Failed, new(report.Results.ToJsonString()), suite.CreatedAt, suite.SucceededAt ?? suite.FailedAt));
    }
}
