using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Placard.Api.Features.Devices;
using Placard.Api.Http;
using Placard.Api.Tenancy;
using Placard.Data;
using Placard.Domain;
using Placard.Storage;

namespace Placard.Api.Features.Monitoring;

/// <summary>A file with what a device did on one day (UTC).</summary>
/// <param name="DeviceUid">The device.</param>
/// <param name="Type">What the file holds, such as <c>Applet.ActiveAppletReady_Applet.Ready</c>.</param>
/// <param name="Urn">Path of the file; its last part names the day.</param>
/// <param name="Uri">Where the file is, for at least 8 hours. With <c>.zip</c> in place of <c>.csv</c>: the same, packed.</param>
/// <param name="CreatedAt">When it was written; later again if something was added that the device reported late.</param>
public sealed record DeviceReportResponse(string DeviceUid, string Type, string Urn, string Uri, DateTime CreatedAt);

internal static class GetDeviceReports
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>Daily files of connections, disconnections, applet starts and commands of applets, newest first. A day has a file of a type only if such a thing happened.</summary>
    public static async Task<Ok<List<DeviceReportResponse>>> HandleAsync(
        string deviceUid, QueryInstant createdSince, QueryInstant createdUntil, RequestScope scope, PlacardDbContext db, ReportFiles files, CancellationToken cancellation)
    {
        await DeviceReads.OrganizationAsync(db, scope, deviceUid);
        var reports = db.DeviceReports.AsNoTracking().Where(report => report.DeviceUid == deviceUid);
        if (createdSince.Value is { } since)
        {
            reports = reports.Where(report => report.CreatedAt >= since);
        }

        if (createdUntil.Value is { } until)
        {
            reports = reports.Where(report => report.CreatedAt < until);
        }

        var found = await reports
            .OrderByDescending(report => report.CreatedAt).ThenByDescending(report => report.Uid)
            .Select(report => new { report.Uid, report.Type, report.Day, report.CreatedAt })
            .ToListAsync(cancellation);
        return TypedResults.Ok(found.ConvertAll(report =>
        {
            var path = ReportFiles.Path(deviceUid, report.Uid, report.Day);
            return new DeviceReportResponse(deviceUid, report.Type, path, files.Uri(path, Lifetime), report.CreatedAt);
        }));
    }
}

/// <summary>Addresses of report files.</summary>
internal sealed class ReportFiles(SignedUrls signed, PublicAddresses addresses)
{
    public static string Path(string deviceUid, string reportUid, DateTime day) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/reports/{deviceUid}/{reportUid}/{day:yyyy-MM-dd}.csv");

    public string Uri(string path, TimeSpan lifetime) => addresses.ContentBase + signed.Sign(path, lifetime);
}
